import { sqlInstant } from '../data/sql-instant'
import { stepOfCode } from '../services/one-time-code'
import { looksLikeRecoveryCode, recoveryDigest } from '../services/recovery-codes'
import { type Sealer } from '../services/sealed-text'
import { isUniqueViolation } from '../write/database-problems'
import { type SqlDatabase } from './sql-database'

/** Somebody who shows a code, and what is known of their second factor. */
export interface CodeQuestion {
  readonly user: number
  /** As stored: sealed. */
  readonly totpSecret: string | null
  readonly code: string
  readonly now: Date
}

/**
 * Whether the code is right, and it is used up with that.
 * INVARIANT: no code counts twice, however many requests bring it at once: the unique index of `used_codes` lets
 * one of them in.
 */
export async function takeCode(
  database: SqlDatabase,
  sealer: Sealer,
  question: CodeQuestion,
): Promise<'one-time' | 'recovery' | undefined> {
  const { user, totpSecret, code, now } = question
  if (looksLikeRecoveryCode(code)) return takeRecoveryCode(database, question)
  const secret = totpSecret === null ? undefined : sealer.open(totpSecret, ownerOf(user))
  const step = secret === undefined ? null : stepOfCode(secret, code, now)
  if (step === null) return undefined
  return (await useUp(database, question, `step ${step}`)) ? 'one-time' : undefined
}

/** Whom a secret is sealed for. INVARIANT: somebody; what is not the key of a User is a mistake, told at once. */
export function ownerOf(user: number): string {
  if (!Number.isSafeInteger(user) || user < 1) throw new Error('A secret is sealed for nobody')
  return `user ${user}`
}

async function takeRecoveryCode(
  database: SqlDatabase,
  question: CodeQuestion,
): Promise<'recovery' | undefined> {
  const digest = recoveryDigest(question.user, question.code)
  const found = (await database.query('SELECT id FROM recovery_codes WHERE user_id = ? AND code_hash = ?', [
    question.user,
    digest,
  ])) as readonly { readonly id: number | string }[] // the column named in the statement
  const id = found[0]?.id
  if (id === undefined || !(await useUp(database, question, `recovery ${id}`))) return undefined
  await database.query('DELETE FROM recovery_codes WHERE id = ?', [Number(id)])
  return 'recovery'
}

async function useUp(database: SqlDatabase, { user, now }: CodeQuestion, code: string): Promise<boolean> {
  try {
    await database.query('INSERT INTO used_codes (user_id, code, used_at) VALUES (?, ?, ?)', [
      user,
      code,
      sqlInstant(now),
    ])
    return true
  } catch (problem) {
    if (isUniqueViolation(problem)) return false
    throw problem
  }
}
