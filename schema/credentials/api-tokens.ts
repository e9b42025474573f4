import { type EntityTarget, type FindOptionsWhere, In, IsNull, LessThan, MoreThan } from 'typeorm'
import { newPersonalSecret } from '../../src/platform/crypto/sealed-text'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { type Operation } from '../../src/write/operation'
import { type Outside, systemTransaction } from '../../src/write/outside'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { askCode } from '../sign-in/two-factor'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { ApiToken, type ApplicationPassword } from './credentials.entity'
import { type ApiTokenInput, type CreateApiTokenInput } from './credentials.resolver'
import { labelOf, personally, notifyOwner } from './shared-by-credentials'

/** A person lets an application act for them, in the Organisation they act in now. The token is shown once. */
export const createApiToken: Operation<CreateApiTokenInput, Wanted> = {
  name: 'createApiToken',
  by: 'signed in',
  once: ['secret'],
  prepare: async (outside, input) => {
    personally(outside)
    if (outside.principal.organisation === null) throw refuse('CONFLICT', 'ACTING_NOWHERE')
    const application = labelOf(input.application, 'application')
    const scopes = knownScopes(outside, input.scopes)
    const expiresAt = credentialEnd(outside.now, input.expiresAt)
    if (!(await outside.passwordMatches(input.password))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    }
    return { application, scopes, expiresAt }
  },
  run: async (tx, input, { application, scopes, expiresAt }) => {
    const user = personally(tx)
    const organisation = tx.principal.organisation?.id
    if (organisation === undefined) throw refuse('CONFLICT', 'ACTING_NOWHERE')
    await tx.lock('users', [user])
    const owner = await tx.manager.findOneByOrFail(User, { id: user })
    await askCode(tx, { user: owner, code: input.code })
    await mustBeFew(tx, user, ApiToken)
    const { secret, shown } = newPersonalSecret('apiToken')
    const { identifiers } = await tx.manager.insert(ApiToken, {
      user: { id: user },
      organisation: { id: organisation },
      application,
      prefix: shown,
      tokenHash: tx.digestOf(secret),
      scopes: scopes.join(' '),
      createdAt: tx.now,
      expiresAt,
    })
    const key = Number(identifiers[0]?.['id'])
    await tx.audit({
      action: 'api token created',
      subject: { type: 'ApiToken', key },
      organisation,
      detail: { application, scopes, expiresAt: expiresAt?.toISOString() ?? null },
    })
    await notifyOwner(tx, user, { kind: 'API_TOKEN', name: application })
    return { apiToken: { type: 'ApiToken', key }, secret }
  },
}

interface Wanted {
  readonly application: string
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
}

/** Each once, in the order of the catalogue. */
export function knownScopes(
  { scopes }: Pick<Outside, 'scopes'>,
  asked: readonly string[],
): readonly string[] {
  const field = 'scopes'
  if (asked.length === 0) throw refuse('BAD_USER_INPUT', 'SCOPES_NEEDED', { field })
  if (asked.some((scope) => !scopes.includes(scope))) {
    throw refuse('BAD_USER_INPUT', 'UNKNOWN_SCOPE', { field })
  }
  return scopes.filter((scope) => asked.includes(scope))
}

/** Voids a token for ever. */
export const revokeApiToken: Operation<ApiTokenInput> = {
  name: 'revokeApiToken',
  by: 'signed in',
  run: async (tx, { apiTokenId }) => {
    personally(tx)
    const key = await tx.target('ApiToken', apiTokenId, 'apiTokenId')
    await tx.authorise('revoke', 'ApiToken', key)
    const { revokedAt, organisation } = await tx.manager.findOneOrFail(ApiToken, {
      where: { id: key },
      relations: { organisation: true },
    })
    if (revokedAt !== null) throw refuse('CONFLICT', 'ALREADY_REVOKED', { field: 'apiTokenId' })
    await tx.manager.update(ApiToken, key, { revokedAt: tx.now })
    await tx.audit({
      action: 'api token revoked',
      subject: { type: 'ApiToken', key },
      organisation: organisation.id,
    })
    return { apiToken: { type: 'ApiToken', key } }
  },
}

/** WHY no more: their Organisations are locked meanwhile. */
const AT_ONCE = 100

/**
 * Disables for good the API tokens that were not used for a year, counted from their last call or, without any,
 * from the day they were made. Each leaves an audit entry.
 */
export async function disableIdleTokens(
  dependencies: TransactionDependencies,
  now: Date,
): Promise<{ readonly disabled: number }> {
  let disabled = 0
  for (;;) {
    const step = await systemTransaction(dependencies, now, disableSome)
    disabled += step
    if (step < AT_ONCE) return { disabled }
  }
}

async function disableSome(tx: Transaction): Promise<number> {
  const candidates = await tx.manager.find(ApiToken, {
    where: idleAt(tx.now),
    relations: { organisation: true },
    order: { id: 'ASC' },
    take: AT_ONCE,
  })
  const keys = candidates.map(({ id }) => id)
  await tx.lock(
    'organisations',
    candidates.map(({ organisation }) => organisation.id),
  )
  await tx.lock('api_tokens', keys)
  // A call may have come in before this had the lock.
  const idle = await tx.manager.find(ApiToken, {
    where: idleAt(tx.now).map((where) => ({ ...where, id: In(keys) })),
    relations: { organisation: true },
  })
  for (const { id, organisation } of idle) {
    await tx.manager.update(ApiToken, id, { revokedAt: tx.now })
    await tx.audit({
      action: 'api token disabled as idle',
      subject: { type: 'ApiToken', key: id },
      organisation: organisation.id,
    })
  }
  return idle.length
}

function idleAt(now: Date): FindOptionsWhere<ApiToken>[] {
  const since = new Date(now)
  since.setUTCFullYear(since.getUTCFullYear() - 1)
  return [
    { revokedAt: IsNull(), lastUsedAt: LessThan(since) },
    { revokedAt: IsNull(), lastUsedAt: IsNull(), createdAt: LessThan(since) },
  ]
}

const MOST = 50

/** @throws Refusal CONFLICT if a person has the maximum number of a kind; expired and revoked ones do not count. */
export async function mustBeFew(
  tx: ActingTransaction,
  user: number,
  kind: EntityTarget<ApiToken | ApplicationPassword>,
): Promise<void> {
  const open = { user: { id: user }, revokedAt: IsNull() }
  const where = [
    { ...open, expiresAt: IsNull() },
    { ...open, expiresAt: MoreThan(tx.now) },
  ]
  if ((await tx.manager.count(kind, { where })) >= MOST) {
    throw refuse('CONFLICT', 'TOO_MANY_CREDENTIALS', { facts: { most: MOST } })
  }
}

/** When a credential ends; null: never. @throws Refusal BAD_USER_INPUT for a moment that has passed. */
export function credentialEnd(now: Date, given: string | null | undefined): Date | null {
  const expiresAt = typeof given === 'string' ? new Date(given) : null
  if (expiresAt !== null && expiresAt <= now) {
    throw refuse('BAD_USER_INPUT', 'IN_THE_PAST', { field: 'expiresAt' })
  }
  return expiresAt
}
