import { type Refusal, type RefusalCode, refusal } from '../../src/write/refusal'
import type { ReasonName } from './reason'

/** What a refusal says beyond its reason. */
export interface About {
  /** The input field that is to blame. */
  readonly field?: string
  /** What the sentence mentions. INVARIANT: only what the caller knows or may know. */
  readonly facts?: Readonly<Record<string, string | number>>
}

/** A refusal for a reason of the catalogue: `throw refuse('CONFLICT', 'UNCHANGED', { field: 'paymentMode' })`. */
export function refuse(code: RefusalCode, reason: ReasonName, about: About = {}): Refusal {
  return refusal(code, reason, about)
}
