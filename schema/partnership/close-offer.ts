import { LessThanOrEqual } from 'typeorm'
import { sqlInstant } from '../../src/platform/database/dialect'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { type Operation } from '../../src/write/operation'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { AccessRequestStatus } from '../access-request/access-request.entity'
import { answerAccessRequest, expireRequest } from '../access-request/access-request.operations'
import { refuse } from '../user-error/user-error'
import { answeredOffer } from './accept-invitation'
import { spendLink } from './invitation-link'
import { heldOffer, type HeldOffer } from './offer'
import { noteEvent, notifyClient, notifyPartner } from './partnership-history'
import { PartnershipEventKind, PartnershipStatus } from './partnership-terms'
import { termsOf } from './terms'
import { Partnership } from './partnership.entity'
import { type AnswerInvitationInput, type PartnershipInput } from './partnership.inputs'

/** The Partner refuses an invitation, or the client what a Partner has asked for. */
export const refuseInvitation: Operation<AnswerInvitationInput> = {
  name: 'refuseInvitation',
  by: 'signed in',
  run: async (tx, input) => {
    if ((input.access ?? input.productIds ?? input.paymentMode ?? null) !== null) {
      throw refuse('BAD_USER_INPUT', 'NO_TERMS_IN_A_REFUSAL')
    }
    const offer = await answeredOffer(tx, 'refuse', input)
    const { key } = offer
    if (offer.requestedByPartner) await answerAccessRequest(tx, key, AccessRequestStatus.REFUSED)
    await closeOffer(tx, offer, { status: PartnershipStatus.REFUSED, by: tx.principal.user?.id ?? null })
    if (offer.requestedByPartner) {
      await notifyPartner(tx, key, { template: 'access-refused', data: (names) => names })
    } else {
      await notifyClient(tx, key, { template: 'invitation-refused', data: (names) => names })
    }
    return { partnership: { type: 'Partnership', key } }
  },
}

/** The client takes its invitation back. Its link is void. */
export const cancelInvitation: Operation<PartnershipInput> = {
  name: 'cancelInvitation',
  by: 'signed in',
  run: async (tx, { partnershipId }) => {
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    const offer = await heldOffer(tx, key)
    await tx.authorise('cancel', 'Partnership', key)
    await closeOffer(tx, offer, { status: PartnershipStatus.CANCELLED, by: tx.principal.user?.id ?? null })
    return { partnership: { type: 'Partnership', key } }
  },
}

/** How an offer ends without a mandate, and by whom. */
interface Closing {
  readonly status: PartnershipStatus.REFUSED | PartnershipStatus.CANCELLED | PartnershipStatus.EXPIRED
  /** Nobody, where time did it. */
  readonly by: number | null
}

const kinds = {
  [PartnershipStatus.REFUSED]: PartnershipEventKind.REFUSED,
  [PartnershipStatus.CANCELLED]: PartnershipEventKind.CANCELLED,
  [PartnershipStatus.EXPIRED]: PartnershipEventKind.EXPIRED,
} as const

/**
 * Ends a pending partnership for good; its link is void.
 * WHY the name stays as it is: where the Partner has asked, it is what the Partner wrote, and the client has not
 * agreed to tell more.
 */
export async function closeOffer(tx: Transaction, offer: HeldOffer, { status, by }: Closing): Promise<void> {
  const before = await termsOf(tx, offer.key)
  await spendLink(tx, offer.key)
  await tx.manager.update(Partnership, offer.key, { status, endedAt: tx.now, tokenHash: null })
  await noteEvent(tx, {
    partnership: offer.key,
    client: offer.client,
    kind: kinds[status],
    by,
    before,
    after: null,
  })
}

const A_TIME = 100

/** What a run has done. */
interface Expired {
  readonly invitations: number
  readonly requests: number
}

/**
 * Ends invitations and requests that nobody answered in time, each in a transaction of its own. It may be stopped at any
 * moment, and run twice at once: what was answered meanwhile stays answered.
 */
export async function expireInvitations(dependencies: TransactionDependencies, now: Date): Promise<Expired> {
  const invitations = await each(dependencies, now, { table: 'partnerships', expire: expireOffer })
  const requests = await each(dependencies, now, { table: 'access_requests', expire: expireRequest })
  return { invitations, requests }
}

interface Kind {
  readonly table: 'partnerships' | 'access_requests'
  readonly expire: (tx: Transaction, key: number) => Promise<boolean>
}

async function each(
  dependencies: TransactionDependencies,
  now: Date,
  { table, expire }: Kind,
): Promise<number> {
  let count = 0
  const due = (): Promise<readonly { readonly id: number }[]> =>
    dependencies.dataSource.query(
      `SELECT id FROM ${table} WHERE status = 'PENDING' AND expires_at <= ? ORDER BY id LIMIT ${A_TIME}`,
      [sqlInstant(now)],
    )
  for (let rows = await due(); rows.length > 0; rows = await due()) {
    for (const { id } of rows) {
      if (await systemTransaction(dependencies, now, (tx) => expire(tx, id))) count += 1
    }
  }
  return count
}

/** Whether it was still pending. */
async function expireOffer(tx: Transaction, key: number): Promise<boolean> {
  const offer = await heldOffer(tx, key)
  const due = { id: key, status: PartnershipStatus.PENDING, expiresAt: LessThanOrEqual(tx.now) }
  if (!(await tx.manager.existsBy(Partnership, due))) return false
  await closeOffer(tx, offer, { status: PartnershipStatus.EXPIRED, by: null })
  return true
}
