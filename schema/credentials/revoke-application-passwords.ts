import { In, IsNull, Not } from 'typeorm'
import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { ApplicationPassword } from './application-password.entity'
import type { RevokeApplicationPasswordsInput } from './credentials.inputs'
import { personally } from './personally'

/** One, several or all of a person's application passwords are void from now on. All of those named, or none. */
export const revokeApplicationPasswords: Operation<RevokeApplicationPasswordsInput> = {
  name: 'revokeApplicationPasswords',
  by: 'signed in',
  run: async (tx, input) => {
    const user = personally(tx)
    const ids = input.applicationPasswordIds ?? null
    if ((ids === null) === (input.all !== true)) throw refuse('BAD_USER_INPUT', 'IDS_OR_ALL')
    const keys = ids === null ? await everyOne(tx, user) : await named(tx, ids)
    await tx.authoriseAll('revoke', 'ApplicationPassword', keys)
    if (keys.length > 0) {
      await tx.manager.update(ApplicationPassword, { id: In([...keys]) }, { revokedAt: tx.now })
    }
    await tx.audit({
      action: ids === null ? 'all application passwords revoked' : 'application passwords revoked',
      subject: { type: 'ApplicationPassword', key: keys.length === 1 ? (keys[0] ?? null) : null },
      organisation: null,
      detail: { applicationPasswords: keys },
    })
    return { applicationPasswords: keys.map((key) => ({ type: 'ApplicationPassword', key })) }
  },
}

async function named(tx: ActingTransaction, ids: readonly string[]): Promise<readonly number[]> {
  const field = 'applicationPasswordIds'
  if (ids.length === 0) throw refuse('BAD_USER_INPUT', 'EMPTY', { field })
  const keys = await tx.targets('ApplicationPassword', [...new Set(ids)], field)
  const revoked = await tx.manager.countBy(ApplicationPassword, {
    id: In([...keys]),
    revokedAt: Not(IsNull()),
  })
  if (revoked > 0) throw refuse('CONFLICT', 'ALREADY_REVOKED', { field })
  return [...keys].sort((left, right) => left - right)
}

async function everyOne(tx: ActingTransaction, user: number): Promise<readonly number[]> {
  const rows = await tx.manager.find(ApplicationPassword, {
    select: { id: true },
    where: { user: { id: user }, revokedAt: IsNull() },
    order: { id: 'ASC' },
  })
  const keys = rows.map(({ id }) => id)
  await tx.lock('application_passwords', keys)
  return keys
}
