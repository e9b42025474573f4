import type { Transaction } from '../../src/write/transaction'
import type { PartnershipEventKind } from './partnership-event-kind'
import { PartnershipEvent } from './partnership-event.entity'
import type { PartnershipTerms } from './partnership-terms'
import type { Terms } from './terms'

/** What happened to a partnership, for its history. */
export interface Happening {
  readonly partnership: number
  readonly client: number
  readonly kind: PartnershipEventKind
  /** Nobody, where time did it. */
  readonly by: number | null
  /** None before the offer. */
  readonly before: Terms | null
  /** None once it is over. */
  readonly after: Terms | null
}

/** Writes the history of the partnership and the audit entry of the change. */
export async function noteEvent(tx: Transaction, happening: Happening): Promise<void> {
  const { partnership, client, kind, by, before, after } = happening
  await tx.manager.insert(PartnershipEvent, {
    partnership: { id: partnership },
    kind,
    at: tx.now,
    byUser: by === null ? null : { id: by },
    before: noted(before),
    after: noted(after),
  })
  await tx.audit({
    action: `partnership ${kind.toLowerCase().replaceAll('_', ' ')}`,
    subject: { type: 'Partnership', key: partnership },
    organisation: client,
    detail: { before, after },
  })
}

function noted(terms: Terms | null): Pick<PartnershipTerms, keyof PartnershipTerms> {
  return {
    access: terms?.access ?? null,
    paymentMode: terms !== null && 'paymentMode' in terms ? terms.paymentMode : null,
    productCount: terms !== null && 'products' in terms ? terms.products.length : null,
  }
}
