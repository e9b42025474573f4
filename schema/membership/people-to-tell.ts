import { In } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { Membership } from './membership.entity'
import { type Role } from './role'

/** Somebody who is written to, in their language. */
export interface Addressee {
  readonly email: string
  readonly locale: string
}

/** The people of an Organisation in these roles, as they are told of what concerns it. */
export async function peopleToTell(
  tx: Pick<Transaction, 'manager'>,
  organisation: number,
  roles: readonly Role[],
): Promise<readonly Addressee[]> {
  const members = await tx.manager.find(Membership, {
    where: { organisation: { id: organisation }, role: In(roles) },
    relations: { user: true },
    order: { id: 'ASC' },
  })
  return members.map(({ user }) => ({ email: user.email, locale: user.locale }))
}
