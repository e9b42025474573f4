import { createHash } from 'node:crypto'
import { sqlInstant } from '../platform/database/dialect'
import { type TransactionManager } from '../platform/database/transaction'
import { type Outcome } from './operation'
import { isUniqueViolation, refusal } from './refusal'

/** A request with a key, which may have been sent before. */
export interface Repeatable {
  readonly user: number
  /** In which the User acts; null if the key counts in every Organisation, or if the User acts in none. */
  readonly organisation: number | null
  readonly key: string
  readonly operation: string
  readonly input: object
  readonly now: Date
}

const MOST_CHARACTERS = 128

/** The value of `acting_in` for no Organisation. */
const NOWHERE = 0

/**
 * Claims a key for this request, or finds the outcome of the same request before.
 * INVARIANT: of several concurrent requests with one key, one does the work and the others wait for its outcome.
 * @throws Refusal BAD_USER_INPUT for an unusable key, CONFLICT if the key was used with another input.
 */
export async function claimKey(
  manager: TransactionManager,
  request: Repeatable,
): Promise<Outcome | undefined> {
  const { user, organisation, key, now } = request
  if (key.trim() === '' || key.length > MOST_CHARACTERS) {
    throw refusal('BAD_USER_INPUT', 'UNUSABLE_KEY', {
      field: 'idempotencyKey',
      facts: { most: MOST_CHARACTERS },
    })
  }
  const hash = hashOf(request)
  try {
    await manager.query(
      `INSERT INTO idempotency_keys (user_id, organisation_id, request_key, input_hash, result, created_at)
       VALUES (?, ?, ?, ?, '', ?)`,
      [user, organisation, key, hash, sqlInstant(now)],
    )
    return undefined
  } catch (problem) {
    if (!isUniqueViolation(problem)) throw problem
  }
  const [known] = await manager.query<readonly { readonly input_hash: string; readonly result: string }[]>(
    'SELECT input_hash, result FROM idempotency_keys WHERE user_id = ? AND acting_in = ? AND request_key = ?',
    [user, organisation ?? NOWHERE, key],
  )
  if (known?.input_hash !== hash)
    throw refusal('CONFLICT', 'KEY_OF_ANOTHER_INPUT', { field: 'idempotencyKey' })
  // Written by `keepOutcome` below.
  return JSON.parse(known.result) as Outcome
}

/** Stores the outcome of the request, in its transaction. */
export async function keepOutcome(
  manager: TransactionManager,
  { user, organisation, key }: Repeatable,
  outcome: Outcome,
): Promise<void> {
  await manager.query(
    'UPDATE idempotency_keys SET result = ? WHERE user_id = ? AND acting_in = ? AND request_key = ?',
    [JSON.stringify(outcome), user, organisation ?? NOWHERE, key],
  )
}

function hashOf({ operation, input }: Repeatable): string {
  return createHash('sha256')
    .update(`${operation} ${ordered(input)}`)
    .digest('hex')
}

/**
 * JSON with sorted keys, without the key itself. WHY without the password too: a fast digest of it must not be stored. WHY
 * without the code: a repeated request sends a new code.
 */
const LEFT_OUT: readonly string[] = ['idempotencyKey', 'password', 'code']

function ordered(input: object): string {
  return JSON.stringify(input, (name, value: unknown) => {
    if (LEFT_OUT.includes(name)) return undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date)
      return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
