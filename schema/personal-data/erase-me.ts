import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { User } from '../user/user.entity'
import { refuse } from '../user-error/refuse'
import type { EraseMeInput } from './personal-data.inputs'
import { personReferences, placeOf } from './person-references'
import { pseudonymOf } from './pseudonym'
import { rewriteTexts } from './rewrite-texts'

/** The hash of 32 random bytes that were thrown away: a password that nobody has. */
const NOBODYS_PASSWORD =
  '$argon2id$v=19$m=19456,t=2,p=1$Dsibnd64dEzGp3JURuC/9Q$QEkyPAFJ03Suc4p7bKRPMTTbvKu5SPGB1EPrvv0MZXU'

/**
 * Erases who asks: sessions, credentials and memberships go, what must be kept names a pseudonym, the address is free.
 * @throws Refusal CONFLICT where an Organisation would be left without an owner.
 */
export const eraseMe: Operation<EraseMeInput> = {
  name: 'eraseMe',
  by: 'signed in',
  prepare: async (outside, { password }) => {
    if (outside.principal.token) throw refuse('FORBIDDEN', 'NOT_BY_TOKEN')
    if (await outside.passwordMatches(password)) return undefined
    throw refuse('FORBIDDEN', 'WRONG_PASSWORD', { field: 'password' })
  },
  run: async (tx) => {
    const { user } = tx.principal
    const key = user?.id ?? 0
    const { name, email } = await tx.manager.findOneByOrFail(User, { id: key })
    await endMemberships(tx, key)
    for (const reference of personReferences) {
      if (reference.erasure === 'kept') continue
      const { table, column } = placeOf(reference)
      await tx.manager.query(`DELETE FROM ${table} WHERE ${column} = ?`, [key])
    }
    await tx.manager.query('DELETE FROM sign_ups WHERE email = ?', [email])
    await tx.manager.query('DELETE FROM outbox_mails WHERE recipient = ?', [email])
    await tx.audit({
      action: 'account erased',
      subject: { type: 'User', key },
      organisation: tx.principal.organisation?.id ?? null,
    })
    const pseudonym = pseudonymOf(key)
    await rewriteTexts(tx, { name, email }, pseudonym)
    await tx.manager.update(User, key, {
      ...pseudonym,
      locale: 'en',
      twoFactor: false,
      passwordHash: NOBODYS_PASSWORD,
      totpSecret: null,
      totpPending: null,
      staffRole: null,
      cookieChoice: null,
      erasedOn: tx.today,
    })
    return { erased: true }
  },
}

async function endMemberships(tx: ActingTransaction, user: number): Promise<void> {
  const memberships = await tx.manager.find(Membership, {
    where: { user: { id: user } },
    relations: { organisation: true },
    order: { organisation: { id: 'ASC' } },
  })
  await tx.lock(
    'organisations',
    memberships.map(({ organisation }) => organisation.id),
  )
  for (const { id, role, organisation } of memberships) {
    if (role === Role.OWNER) await refuseSoleOwner(tx, organisation)
    await tx.manager.query('DELETE FROM product_grants WHERE membership_id = ?', [id])
    await tx.manager.query('DELETE FROM client_grants WHERE membership_id = ?', [id])
    await tx.audit({
      action: 'membership ended by erasure',
      subject: { type: 'Membership', key: id },
      organisation: organisation.id,
    })
  }
}

async function refuseSoleOwner(
  { manager }: ActingTransaction,
  { id, name }: { readonly id: number; readonly name: string },
): Promise<void> {
  const owners = await manager.countBy(Membership, { organisation: { id }, role: Role.OWNER })
  if (owners === 1) throw refuse('CONFLICT', 'SOLE_OWNER', { facts: { organisation: name } })
}
