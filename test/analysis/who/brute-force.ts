import { type BoundPolicy } from '../../../src/policy/compile/class-policy'
import { decide } from '../../../src/policy/evaluate/decide'
import { type Row } from '../../../src/policy/evaluate/match'
import { type AskedType } from '../../agreement/readers/verdict'

/** A cell as text: `Invoice.net`, `Invoice`, `Invoice!pay`. */
export function cellsOf({ name, fields, actions }: AskedType): readonly AskedCell[] {
  const read = { action: 'read', type: name }
  return [
    { text: name, question: read },
    ...fields.map((field) => ({ text: `${name}.${field}`, question: { ...read, field } })),
    ...actions.map((action) => ({ text: `${name}!${action}`, question: { action, type: name } })),
  ]
}

export interface AskedCell {
  readonly text: string
  readonly question: { readonly action: string; readonly type: string; readonly field?: string }
}

/** The indices of the principals for whom `decide` says yes. */
export function deciders(
  everybody: readonly BoundPolicy[],
  { question }: Pick<AskedCell, 'question'>,
  row: Row,
): readonly number[] {
  return everybody.flatMap((bound, index) => (decide(bound, question, row) ? [index] : []))
}
