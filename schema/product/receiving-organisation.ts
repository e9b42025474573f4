import { In } from 'typeorm'
import { parseGlobalId } from '../../src/query/global-id'
import type { ActingTransaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'

/**
 * The Organisation that a public id names, where who asks is its owner or administrator; undefined where not, or
 * where there is none. Where it is held, the membership stays.
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
  if (found === null) return undefined
  tx.vouch('Organisation', where.organisation.id)
  return where.organisation.id
}
