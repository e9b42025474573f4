import { In } from 'typeorm'
import { parseGlobalId } from '../../src/query/global-id'
import type { ActingTransaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'

/**
 * The Organisation that a public id names, where who asks is its owner or administrator; undefined where not, or
 * where there is none. The membership is held until the end, so that it is not taken away meanwhile.
 * WHY outside the policies: rights come from the Organisation acted in; a transfer alone asks for both sides.
 */
export async function receivingOrganisation(tx: ActingTransaction, id: string): Promise<number | undefined> {
  const parsed = parseGlobalId(id)
  const where = {
    user: { id: tx.principal.user?.id ?? 0 },
    organisation: { id: parsed?.type === 'Organisation' ? parsed.key : 0 },
    role: In([Role.OWNER, Role.ADMINISTRATOR]),
  }
  const found = await tx.manager.findOneBy(Membership, where)
  await tx.lock('memberships', [found?.id ?? 0])
  const still = await tx.manager.findOneBy(Membership, where)
  return still === null ? undefined : where.organisation.id
}
