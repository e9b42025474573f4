import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { AccessRequestStatus } from './access-request-status'
import { AccessRequest } from './access-request.entity'

/**
 * Tells the Partner's request what the client answered.
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
