import type { Operation } from '../../src/write/operation'
import { AccessRequestStatus } from './access-request-status'
import { AccessRequest } from './access-request.entity'
import type { AccessRequestInput } from './access-request.inputs'

/**
 * The Partner takes back what it asked. From this moment the client cannot grant it any more.
 * INVARIANT: nothing but the request is touched; what the client sees of it is withdrawn by a job, so that the time
 * this takes tells nothing.
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
