import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { closeOffer } from '../partnership/close-offer'
import { heldOffer, offerWord } from '../partnership/offer'
import { noteEvent, notifyClient } from '../partnership/partnership-history'
import { PartnershipEventKind, PartnershipStatus } from '../partnership/partnership-terms'
import { termsOf } from '../partnership/terms'
import { Partnership } from '../partnership/partnership.entity'
import { AccessRequest, AccessRequestStatus } from './access-request.entity'

const A_TIME = 100

/** The result of a run. */
export interface Delivered {
  readonly delivered: number
  readonly forNobody: number
  readonly withdrawn: number
}

/**
 * Puts the requests of Partners before the clients they are for, and takes those back again that the Partners took
 * back. INVARIANT: nothing that a Partner can see changes here.
 */
export async function deliverAccessRequests(
  dependencies: TransactionDependencies,
  now: Date,
): Promise<Delivered> {
  let [delivered, forNobody, withdrawn] = [0, 0, 0]
  for (let keys = await undelivered(dependencies); keys.length > 0; keys = await undelivered(dependencies)) {
    for (const key of keys) {
      if (await systemTransaction(dependencies, now, (tx) => deliver(tx, key))) delivered += 1
      else forNobody += 1
    }
  }
  for (let keys = await takenBack(dependencies); keys.length > 0; keys = await takenBack(dependencies)) {
    for (const key of keys) await systemTransaction(dependencies, now, (tx) => withdraw(tx, key))
    withdrawn += keys.length
  }
  return { delivered, forNobody, withdrawn }
}

type Keys = Promise<readonly number[]>

async function undelivered({ dataSource }: Pick<TransactionDependencies, 'dataSource'>): Keys {
  const rows = await dataSource.query<readonly { readonly id: number }[]>(
    `SELECT id FROM access_requests WHERE status = 'PENDING' AND delivered_at IS NULL ORDER BY id LIMIT ${A_TIME}`,
  )
  return rows.map(({ id }) => id)
}

async function takenBack({ dataSource }: Pick<TransactionDependencies, 'dataSource'>): Keys {
  const rows = await dataSource.query<readonly { readonly id: number }[]>(
    `SELECT p.id FROM access_requests r JOIN partnerships p ON p.id = r.partnership_id AND p.status = 'PENDING'
     WHERE r.status = 'CANCELLED' ORDER BY p.id LIMIT ${A_TIME}`,
  )
  return rows.map(({ id }) => id)
}

/** Whether there was a client for it. */
async function deliver(tx: Transaction, key: number): Promise<boolean> {
  const found = await tx.manager.findOneOrFail(AccessRequest, {
    where: { id: key },
    relations: { partner: true },
  })
  const client = await clientOf(tx, found)
  if (client !== undefined) await tx.lock('organisations', [client])
  await tx.lock('access_requests', [key])
  const { status, deliveredAt } = await tx.manager.findOneByOrFail(AccessRequest, { id: key })
  if (status !== AccessRequestStatus.PENDING || deliveredAt !== null) return false
  const free = client !== undefined && !(await isLive(tx, { client, partner: found.partner.id }))
  const partnership = free ? await putBefore(tx, client, found) : null
  await tx.manager.update(AccessRequest, key, {
    deliveredAt: tx.now,
    partnership: partnership === null ? null : { id: partnership },
  })
  return free
}

/** The client whose legal representative has the address; none unless there is exactly one. */
async function clientOf(
  tx: Transaction,
  { clientEmail, partner }: AccessRequest,
): Promise<number | undefined> {
  const memberships = await tx.manager.find(Membership, {
    where: { user: { email: clientEmail }, role: Role.OWNER },
    relations: { organisation: true },
  })
  const others = memberships.filter(({ organisation }) => organisation.id !== partner.id)
  return others.length === 1 ? others[0]?.organisation.id : undefined
}

function isLive(
  tx: Transaction,
  pair: { readonly client: number; readonly partner: number },
): Promise<boolean> {
  const of = { client: { id: pair.client }, partner: { id: pair.partner } }
  return tx.manager.existsBy(Partnership, [
    { ...of, status: PartnershipStatus.PENDING },
    { ...of, status: PartnershipStatus.ACTIVE },
  ])
}

async function putBefore(tx: Transaction, client: number, request: AccessRequest): Promise<number> {
  const { askedBy } = await tx.manager.findOneOrFail(AccessRequest, {
    where: { id: request.id },
    relations: { askedBy: true },
  })
  const { identifiers } = await tx.manager.insert(Partnership, {
    client: { id: client },
    // What the Partner wrote: see the policy.
    clientName: request.clientName,
    partner: { id: request.partner.id },
    partnerAccess: request.partnerAccess,
    paymentMode: request.paymentMode,
    status: PartnershipStatus.PENDING,
    invitedBy: { id: askedBy.id },
    invitedAt: request.askedAt,
    expiresAt: request.expiresAt,
    requestedByPartner: true,
  })
  const key = Number(identifiers[0]?.['id'])
  const after = await termsOf(tx, key)
  await noteEvent(tx, {
    partnership: key,
    client,
    kind: PartnershipEventKind.REQUESTED,
    by: askedBy.id,
    before: null,
    after,
  })
  const offer = offerWord(after)
  const expiresOn = tx.dayOf(request.expiresAt)
  await notifyClient(tx, key, {
    template: 'access-requested',
    data: (names) => ({ ...names, offer, expiresOn }),
  })
  return key
}

async function withdraw(tx: Transaction, key: number): Promise<void> {
  const offer = await heldOffer(tx, key)
  const pending = { id: key, status: PartnershipStatus.PENDING }
  if (await tx.manager.existsBy(Partnership, pending)) {
    await closeOffer(tx, offer, { status: PartnershipStatus.CANCELLED, by: null })
  }
}
