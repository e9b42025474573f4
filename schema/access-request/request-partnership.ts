import { globalId } from '../../src/query/global-id'
import type { Operation } from '../../src/write/operation'
import { sameTimeAfter } from '../partnership/same-time-after'
import { PartnershipAccess } from '../partnership/partnership-access'
import { lineOf } from '../contact/line-of'
import { emailOf } from '../sign-in/email-of'
import { refuse } from '../user-error/refuse'
import { AccessRequestStatus } from './access-request-status'
import { AccessRequest } from './access-request.entity'
import type { RequestPartnershipInput } from './access-request.inputs'

const DAYS_TO_ANSWER = 30

/**
 * A Partner asks a client for access, naming it by the address of its legal representative.
 * INVARIANT: no Organisation is looked for here. Whom it is for is found later, by a job, so that neither the answer
 * nor the time it takes tells whether such a client exists.
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
  const email = emailOf(clientEmail, 'clientEmail')
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
