import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { handBackProducts } from './hand-back-products'
import { noteEvent } from './note-event'
import { heldOffer, type Offer } from './offer'
import { PartnershipEventKind } from './partnership-event-kind'
import { PartnershipStatus } from './partnership-status'
import { Partnership } from './partnership.entity'
import type { EndPartnershipInput } from './partnership.inputs'
import { tellClient } from './tell-client'
import { tellPartner } from './tell-partner'
import { termsOf } from './terms'
import { withdrawClient } from './withdraw-client'

/**
 * Either side ends the mandate, at any time and for good. Invoices and orders stay whose they are; the Partner's people
 * lose the client, and products whose renewals the Partner paid are the client's to pay.
 */
export const endPartnership: Operation<EndPartnershipInput, { readonly proved: boolean }> = {
  name: 'endPartnership',
  by: 'signed in',
  prepare: async (outside, { password }) => ({ proved: await outside.passwordMatches(password) }),
  run: async (tx, { partnershipId }, { proved }) => {
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    await tx.authorise('end', 'Partnership', key)
    // WHY only now: what may not be known answers the same, whatever the password.
    if (!proved) throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    const mandate = await heldOffer(tx, key)
    await tx.authorise('end', 'Partnership', key)
    await end(tx, mandate)
    await tellTheOther(tx, mandate)
    return { partnership: { type: 'Partnership', key } }
  },
}

async function end(tx: ActingTransaction, mandate: Offer): Promise<void> {
  const { key, client } = mandate
  const before = await termsOf(tx, key)
  await tx.manager.update(Partnership, key, {
    status: PartnershipStatus.ENDED,
    endedAt: tx.now,
    clientName: mandate.nameNow,
  })
  await handBackProducts(tx, mandate)
  await withdrawClient(tx, mandate)
  const by = tx.principal.user?.id ?? null
  await noteEvent(tx, {
    partnership: key,
    client,
    kind: PartnershipEventKind.ENDED,
    by,
    before,
    after: null,
  })
}

async function tellTheOther(tx: ActingTransaction, { key, client }: Offer): Promise<void> {
  const byClient = tx.principal.organisation?.id === client
  const endedOn = tx.today
  if (byClient) {
    await tellPartner(tx, key, {
      template: 'partnership-ended',
      data: (names) => ({ ...names, endedBy: 'CLIENT', endedOn }),
    })
  } else {
    await tellClient(tx, key, {
      template: 'partnership-ended',
      data: (names) => ({ ...names, endedBy: 'PARTNER', endedOn }),
    })
  }
}
