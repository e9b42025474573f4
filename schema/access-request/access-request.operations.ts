import { globalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { lineOf } from '../contact/contact-texts'
import { sameTimeAfter } from '../partnership/partnership-history'
import { PartnershipAccess } from '../partnership/partnership-terms'
import { accountEmail } from '../sign-in/session-of'
import { refuse } from '../user-error/user-error'
import { AccessRequest, AccessRequestStatus } from './access-request.entity'
import { type AccessRequestInput, type RequestPartnershipInput } from './access-request.resolver'

const DAYS_TO_ANSWER = 30

/**
 * A Partner asks a client for access, naming it by the address of its legal representative.
 * INVARIANT: nothing here looks for an Organisation. A job finds the client later, so that neither the answer nor its
 * duration shows whether such a client exists.
 */
export const requestPartnership: Operation<RequestPartnershipInput> = {
  name: 'requestPartnership',
  by: 'signed in',
  run: async (tx, input) => {
    const asked = shaped(input)
    const own = globalId('Organisation', tx.principal.organisation?.id ?? 0)
    // A Partner has the id of its Organisation.
    const partner = await tx.target('Organisation', own, 'organisationId')
    await tx.authorise('requestAccess', 'Organisation', partner)
    const { clientEmail } = asked
    const status = AccessRequestStatus.PENDING
    if (await tx.manager.existsBy(AccessRequest, { partner: { id: partner }, clientEmail, status })) {
      throw refuse('CONFLICT', 'ALREADY_ASKED', { field: 'clientEmail' })
    }
    // WHY here: a job writes the mail, to whom it finds. INVARIANT: spent alike, whether there is anybody.
    await tx.admitMail({ to: clientEmail, template: 'access-requested' })
    const { identifiers } = await tx.manager.insert(AccessRequest, {
      ...asked,
      partner: { id: partner },
      status,
      askedBy: { id: tx.principal.user?.id ?? 0 },
      askedAt: tx.now,
      expiresAt: sameTimeAfter(tx.now, DAYS_TO_ANSWER),
    })
    const key = Number(identifiers[0]?.['id'])
    await tx.audit({
      action: 'access requested',
      subject: { type: 'AccessRequest', key },
      organisation: partner,
      detail: { access: asked.partnerAccess, paymentMode: asked.paymentMode },
    })
    return { accessRequest: { type: 'AccessRequest', key } }
  },
}

type Asked = Pick<AccessRequest, 'clientEmail' | 'clientName' | 'partnerAccess' | 'paymentMode'>

function shaped({ clientEmail, clientName, access, paymentMode }: RequestPartnershipInput): Asked {
  const email = accountEmail(clientEmail, 'clientEmail')
  const name = lineOf(clientName, { field: 'clientName', most: 200 })
  const mode = paymentMode ?? null
  if (access === PartnershipAccess.FULL && mode === null) {
    throw refuse('BAD_USER_INPUT', 'MODE_NEEDED', { field: 'paymentMode' })
  }
  if (access === PartnershipAccess.LIMITED && mode !== null) {
    throw refuse('BAD_USER_INPUT', 'NO_MODE_WITH_LIMITED_ACCESS', { field: 'paymentMode' })
  }
  return { clientEmail: email, clientName: name, partnerAccess: access, paymentMode: mode }
}

/**
 * Records the client's answer in the Partner's request.
 * Order of locks: the client, its partnership, then the request.
 * @throws Refusal CONFLICT: the Partner has taken it back meanwhile.
 */
export async function answerAccessRequest(
  tx: ActingTransaction,
  partnership: number,
  status: AccessRequestStatus.GRANTED | AccessRequestStatus.REFUSED,
): Promise<void> {
  const of = { partnership: { id: partnership } }
  const found = await tx.manager.findOneBy(AccessRequest, of)
  if (found === null) return
  await tx.lock('access_requests', [found.id])
  const held = await tx.manager.findOneByOrFail(AccessRequest, { id: found.id })
  if (held.status !== AccessRequestStatus.PENDING) throw refuse('CONFLICT', 'REQUEST_WITHDRAWN')
  await tx.manager.update(AccessRequest, found.id, { status, closedAt: tx.now })
}

/**
 * The Partner takes its request back. From now on the client cannot grant it.
 * INVARIANT: nothing but the request is touched; a job withdraws what the client sees of it, so that the
 * duration shows nothing.
 */
export const cancelAccessRequest: Operation<AccessRequestInput> = {
  name: 'cancelAccessRequest',
  by: 'signed in',
  run: async (tx, { accessRequestId }) => {
    const key = await tx.target('AccessRequest', accessRequestId, 'accessRequestId')
    await tx.authorise('cancel', 'AccessRequest', key)
    await tx.manager.update(AccessRequest, key, { status: AccessRequestStatus.CANCELLED, closedAt: tx.now })
    await tx.audit({
      action: 'access request cancelled',
      subject: { type: 'AccessRequest', key },
      organisation: tx.principal.organisation?.id ?? null,
    })
    return { accessRequest: { type: 'AccessRequest', key } }
  },
}

/** Ends a request that was not answered in time, whether or not there was a client to answer it. Returns whether it was still pending. */
export async function expireRequest(tx: Transaction, key: number): Promise<boolean> {
  const of = { where: { id: key }, relations: { partner: true } }
  const { partner } = await tx.manager.findOneOrFail(AccessRequest, of)
  await tx.lock('organisations', [partner.id])
  await tx.lock('access_requests', [key])
  const { status } = await tx.manager.findOneByOrFail(AccessRequest, { id: key })
  if (status !== AccessRequestStatus.PENDING) return false
  await tx.manager.update(AccessRequest, key, { status: AccessRequestStatus.EXPIRED, closedAt: tx.now })
  await tx.audit({
    action: 'access request expired',
    subject: { type: 'AccessRequest', key },
    organisation: partner.id,
  })
  return true
}
