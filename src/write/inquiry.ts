import type { Sealer } from '../services/sealed-text'
import type { Transaction } from './transaction'

/**
 * What the holder of a link may look at before answering it. The secret in the input proves itself, and no policy is
 * asked. INVARIANT: it writes nothing, and what is unknown answers like what is used up, void or late.
 */
export interface Inquiry<Input, Found> {
  readonly name: string
  find(
    tx: Pick<Transaction, 'manager' | 'now' | 'digestOf'> & { readonly sealer: Sealer },
    input: Input,
  ): Promise<Found | null>
}
