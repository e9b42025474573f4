import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import type { Case } from '../case/case'
import { caseName, readyCase } from '../tested/ready-case'
import type { Judged } from './verdict'

/**
 * The case that accepts what the policies do now and kills the mutant: the cell of the witness that the two answer
 * differently. Null where nobody knows one.
 */
export function survivorCase(
  { mutant, verdict }: Judged,
  means: { readonly set: PolicySet; readonly model: Model },
): Case | null {
  if (verdict.kind !== 'survived') return null
  const { witness, question } = verdict
  const { type } = witness.row
  const name = caseName(mutant.of, mutant.kind, mutant.id)
  const about = `${mutant.of}: it must be noticed when ${sentence(mutant.text)}.`
  // The row as well: where the mutant makes it known, that is noticed by any question.
  const questions = question.field === undefined ? [question] : [{ action: 'read', type }, question]
  return readyCase(witness, { name, about, questions }, means)
}

/** Backticks are for reports; a case is told in words. */
function sentence(text: string): string {
  return text.replaceAll('`', '')
}
