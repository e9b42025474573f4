import type { Question } from '../../policy/decide'
import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import { type Case, caseOf } from '../case/case'
import { decidedCells } from '../case/run-case'
import type { Witness } from '../world/witness'

/** What a case is about, and which cells of the witness's row it asserts. */
export interface CaseWanted {
  readonly name: string
  readonly about: string
  readonly questions: readonly Question[]
}

/**
 * A witness as a case that passes today: it expects what the policies answer now. Where the row is not to be known it
 * says just that, for then nothing of it is shown.
 */
export function readyCase(
  witness: Witness,
  wanted: CaseWanted,
  { set, model }: { readonly set: PolicySet; readonly model: Model },
): Case {
  const { type, key } = witness.row
  const asked = (questions: readonly Question[]): Case =>
    caseOf(witness, {
      name: wanted.name,
      about: wanted.about,
      expect: questions.map((question) => ({ question, key, allowed: false })),
    })
  const decided = (one: Case): Case => {
    const allowed = decidedCells(one, set, model)
    return { ...one, expect: one.expect.map((cell, at) => ({ ...cell, allowed: allowed[at] === true })) }
  }
  const row = decided(asked([{ action: 'read', type }]))
  const isKnown = row.expect.some(({ allowed }) => allowed)
  return isKnown ? decided(asked(wanted.questions)) : row
}

const LONGEST_NAME = 90

/** A name for a case: small letters, digits and dashes, cut between words where it would be too long. */
export function caseName(...words: readonly string[]): string {
  const whole = words
    .join('-')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return whole.length <= LONGEST_NAME ? whole : whole.slice(0, LONGEST_NAME + 1).replace(/-[^-]*$/, '')
}
