import { In, IsNull, Not } from 'typeorm'
import { newPersonalSecret } from '../../src/platform/crypto/sealed-text'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { askCode } from '../sign-in/two-factor'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { credentialEnd, mustBeFew } from './api-tokens'
import { ApplicationPassword } from './credentials.entity'
import {
  type CreateApplicationPasswordInput,
  type RevokeApplicationPasswordsInput,
} from './credentials.resolver'
import { labelOf, personally, notifyOwner } from './shared-by-credentials'

/** A person lets a simple client in. The password is shown once. */
export const createApplicationPassword: Operation<CreateApplicationPasswordInput, Wanted> = {
  name: 'createApplicationPassword',
  by: 'signed in',
  once: ['secret'],
  prepare: async (outside, input) => {
    personally(outside)
    const name = labelOf(input.name, 'name')
    const expiresAt = credentialEnd(outside.now, input.expiresAt)
    if (!(await outside.passwordMatches(input.password ?? ''))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    }
    return { name, expiresAt }
  },
  run: async (tx, input, { name, expiresAt }) => {
    const user = personally(tx)
    await tx.lock('users', [user])
    const owner = await tx.manager.findOneByOrFail(User, { id: user })
    await askCode(tx, { user: owner, code: input.code })
    await mustBeFew(tx, user, ApplicationPassword)
    const { secret, shown } = newPersonalSecret('applicationPassword')
    const { identifiers } = await tx.manager.insert(ApplicationPassword, {
      user: { id: user },
      name,
      prefix: shown,
      secretHash: tx.digestOf(secret),
      createdAt: tx.now,
      expiresAt,
    })
    const key = Number(identifiers[0]?.['id'])
    const subject = { type: 'ApplicationPassword', key }
    await tx.audit({
      action: 'application password created',
      subject,
      organisation: null,
      detail: { name, expiresAt: expiresAt?.toISOString() ?? null },
    })
    await notifyOwner(tx, user, { kind: 'APPLICATION_PASSWORD', name })
    return { applicationPassword: subject, secret }
  },
}

interface Wanted {
  readonly name: string
  readonly expiresAt: Date | null
}

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
