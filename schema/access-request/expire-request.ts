import type { Transaction } from '../../src/write/transaction'
import { AccessRequestStatus } from './access-request-status'
import { AccessRequest } from './access-request.entity'

/** Ends a request that was not answered in time, alike whether there was anybody to answer it or not. Whether it was still pending. */
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
