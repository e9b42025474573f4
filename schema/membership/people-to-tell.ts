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
  return (await peopleToTellOf(tx, [organisation], roles)).get(organisation) ?? []
}

/** The same of several Organisations, by their ids, on one look-up. Who is in none of the roles is nobody's. */
export async function peopleToTellOf(
  tx: Pick<Transaction, 'manager'>,
  organisations: readonly number[],
  roles: readonly Role[],
): Promise<ReadonlyMap<number, readonly Addressee[]>> {
  const members = await tx.manager.find(Membership, {
    where: { organisation: { id: In([...organisations]) }, role: In(roles) },
    relations: { user: true, organisation: true },
    order: { id: 'ASC' },
  })
  const people = new Map<number, Addressee[]>()
  for (const { organisation, user } of members) {
    const known = people.get(organisation.id) ?? []
    people.set(organisation.id, [...known, { email: user.email, locale: user.locale }])
  }
  return people
}
