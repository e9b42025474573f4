import { IsNull } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { ApiToken } from '../credentials/api-token.entity'
import { Session } from '../session/session.entity'
import { ClientGrant } from './client-grant.entity'
import { Membership } from './membership.entity'
import { ProductGrant } from './product-grant.entity'

/**
 * A membership ends, with all that hung on it. INVARIANT: nothing of it comes back if the person is invited again: not
 * the grants, not the API tokens for the Organisation, and no session acts there on its own.
 */
export async function endMembership({ manager, now }: Transaction, ending: Membership): Promise<void> {
  const membership = { id: ending.id }
  const here = { user: { id: ending.user.id }, organisation: { id: ending.organisation.id } }
  await manager.delete(ProductGrant, { membership })
  await manager.delete(ClientGrant, { membership })
  await manager.delete(Membership, membership)
  await manager.update(ApiToken, { ...here, revokedAt: IsNull() }, { revokedAt: now })
  await manager.update(Session, here, { organisation: null })
}
