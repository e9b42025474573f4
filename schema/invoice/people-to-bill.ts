import type { Transaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import type { Addressee } from '../membership/people-to-tell'
import { Role } from '../membership/role'

/** The people of an Organisation who may see its billing data, as they are written to. */
export async function peopleToBill(
  { manager }: Pick<Transaction, 'manager'>,
  organisation: number,
): Promise<readonly Addressee[]> {
  const members = await manager.find(Membership, {
    where: [
      { organisation: { id: organisation }, role: Role.OWNER },
      { organisation: { id: organisation }, role: Role.ADMINISTRATOR },
      { organisation: { id: organisation }, role: Role.COLLABORATOR, accounting: true },
    ],
    relations: { user: true },
    order: { id: 'ASC' },
  })
  return members.map(({ user }) => ({ email: user.email, locale: user.locale }))
}
