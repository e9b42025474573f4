import type { DescribedPolicies } from '../policy/described-policies'
import type { Sealer } from '../services/sealed-text'
import type { ActingTransaction } from './transaction'

/** What an inspection looks with: the rights of who asks, at one moment. */
export interface InspectingTransaction extends Pick<
  ActingTransaction,
  'manager' | 'now' | 'today' | 'principal' | 'sees' | 'reads' | 'digestOf'
> {
  may(action: string, type: string, key: number): Promise<boolean>
  /** The policies in force, as a reviewer reads them. */
  policies(): DescribedPolicies
  readonly sealer: Sealer
}

/**
 * What somebody may look at that is no row of a type: decided by the policies on rows that are. INVARIANT: it writes
 * nothing, and answers null for what may not be known, whether it is there or not.
 */
export interface Inspection<Input, Found> {
  readonly name: string
  find(tx: InspectingTransaction, input: Input): Promise<Found | null>
}
