import type { Question } from '../../policy/decide'
import type { Witness } from '../world/witness'
import type { Mutant } from './mutant'

/** What became of a mutant. */
export type Verdict =
  /** A test fails: this asserted cell is answered differently. */
  | { readonly kind: 'killed'; readonly by: string }
  /** Proved: no cell of any world is answered differently. It is no mistake. */
  | { readonly kind: 'equivalent' }
  /** Somebody would see or do something else, and no test notices. */
  | { readonly kind: 'survived'; readonly question: Question; readonly witness: Witness }
  /** Neither proved nor refuted; counts as survived. */
  | { readonly kind: 'unknown'; readonly why: string }

export interface Judged {
  readonly mutant: Mutant
  readonly verdict: Verdict
}

/** Whether somebody has to do something about it. */
export function survived({ verdict }: Judged): boolean {
  return verdict.kind === 'survived' || verdict.kind === 'unknown'
}
