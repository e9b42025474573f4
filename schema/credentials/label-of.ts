import { refuse } from '../user-error/refuse'

const MOST = 120

/** What a credential is called: one line, trimmed. @throws Refusal BAD_USER_INPUT */
export function labelOf(text: string, field: string): string {
  const label = text.trim()
  if (label === '') throw refuse('BAD_USER_INPUT', 'EMPTY', { field })
  if (label.length > MOST) throw refuse('BAD_USER_INPUT', 'TOO_LONG', { field, facts: { most: MOST } })
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(label))
    throw refuse('BAD_USER_INPUT', 'NOT_ONE_LINE', { field })
  return label
}
