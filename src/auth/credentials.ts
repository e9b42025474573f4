import { refuseRequest } from '../http/refusals'
import {
  looksLikeRecoveryCode,
  oneTimeUri,
  recoveryDigest,
  stepOfCode,
} from '../platform/crypto/one-time-codes'
import { digestOf, type Sealer } from '../platform/crypto/sealed-text'
import { sqlInstant } from '../platform/database/dialect'
import { type SqlDatabase } from '../platform/database/transaction'
import { type AttemptPlace } from '../platform/limits/attempts'
import { type RateLimit } from '../platform/limits/counters'
import { isUniqueViolation } from '../write/refusal'
import { confirmPassword, hashPassword, type PasswordQuestion } from './passwords'
import { type SignInDependencies } from './sign-in'

/** What operations need of the server: password hashes, the secret of the installation, and limits. */
export interface AccountSecurity {
  hash(password: string): Promise<string>
  /** Whether it is the password of what a link opens; its attempts are counted separately. @throws RATE_LIMITED after too many wrong ones. */
  matches(question: PasswordQuestion): Promise<boolean>
  /** The sealed secret of a second factor, as it is stored. */
  seal(user: number, secret: string): string
  /** The URI that an authenticator application reads. */
  uri(secret: string, email: string): string
  /** Uses up a code of the second step, within this transaction. @throws RATE_LIMITED after too many wrong ones. */
  takesCode(database: SqlDatabase, question: AccountCode): Promise<boolean>
  /** Call this before a mail is written to an address that anybody may name. @throws RATE_LIMITED */
  admitMail(email: string): Promise<void>
  /**
   * Whether to write another mail to reset a password. No, if a few with valid links were sent already, unless a device asks
   * on which that account has signed in. @throws RATE_LIMITED if this address asks for too many.
   */
  admitReset(database: SqlDatabase, email: string): Promise<boolean>
  /** Counts a wrong secret of a link. WHY only a wrong one: it cannot be guessed, and whoever has the right one is never refused. @throws RATE_LIMITED */
  linkFailed(): Promise<void>
  /** Forgets the failed attempts on an account, because its owner has proved their identity in another way. */
  forgive(email: string): Promise<void>
}

interface AccountCode extends CodeQuestion {
  readonly email: string
}

export interface AccountSecurityDependencies extends Pick<SignInDependencies, 'sealer' | 'attempts'> {
  /** Mails to one address, counted for each place that asks. */
  readonly mailsPerPlace: RateLimit
  /** Mails to one address, counted for all places together. */
  readonly mailsPerRecipient: RateLimit
  readonly mailsPerAddress: RateLimit
  /** INVARIANT: it starts again when the counted links expire, so that there is always a valid one. */
  readonly resets: RateLimit
  readonly linksPerAddress: RateLimit
  /** The name of the provider in authenticator applications. */
  readonly provider: string
}

/** The origin of a request: its address, and the session, token or device that proved itself before. */
interface RequestPlace {
  /** The key under which limits count it. */
  readonly address: string
  /** A live session or an API token; undefined for nobody. */
  readonly known: string | undefined
  readonly user: number | undefined
  /** The device token it sends. */
  readonly device: string | undefined
  /** The key by which slow work is queued fairly. */
  readonly spender: string
}

/** The place whose attempts at an account a request counts for. INVARIANT: a live session is a place of its own. */
export function placeAt({
  address,
  known,
}: Pick<RequestPlace, 'address' | 'known'>): (account: string) => AttemptPlace {
  return (account) =>
    known === undefined ? { kind: 'unknown', account, address } : { kind: 'known', key: known }
}

/** @param at where the request comes from. */
export function accountSecurityFor(
  dependencies: AccountSecurityDependencies,
  at: RequestPlace,
): AccountSecurity {
  const { sealer, attempts, mailsPerPlace, mailsPerRecipient, mailsPerAddress, linksPerAddress } =
    dependencies
  const { address } = at
  const placeFor = placeAt(at)
  return {
    hash: (password) => whole(hashPassword(password, at.spender)),
    matches: (question) => {
      const placeFor = (key: string): AttemptPlace => ({ kind: 'known', key })
      return whole(confirmPassword({ attempts, placeFor }, question, at.spender))
    },
    seal: (user, secret) => sealer.seal(secret, ownerOf(user)),
    uri: (secret, email) => oneTimeUri(secret, dependencies.provider, email),
    takesCode: async (database, { email, ...question }) => {
      // INVARIANT: passwords and codes share one budget, so that nobody can guess both in parallel.
      const place = placeFor(email)
      await whole(attempts.begin(place))
      const taken = (await takeCode(database, sealer, question)) !== undefined
      if (taken) await attempts.succeeded(place)
      return taken
    },
    admitMail: async (email) => {
      await whole(mailsPerAddress.spend(address, 1))
      await whole(mailsPerPlace.spend(`${email} ${address}`, 1))
      await whole(mailsPerRecipient.spend(email, 1))
    },
    admitReset: async (database, email) => {
      const known = await isKnown(database, email, at)
      if (known) await whole(mailsPerPlace.spend(`${email} known`, 1))
      const hasBudget = await dependencies.resets.spend(email, 1).then(
        () => true,
        () => false,
      )
      if (hasBudget && !known) await whole(mailsPerAddress.spend(address, 1))
      return hasBudget || known
    },
    linkFailed: () => whole(linksPerAddress.spend(address, 1)),
    forgive: (email) => attempts.provedItself({ kind: 'unknown', account: email, address }),
  }
}

/** Whether the account with this address has signed in on this device, or in this request. */
async function isKnown(
  database: SqlDatabase,
  email: string,
  { user, device }: RequestPlace,
): Promise<boolean> {
  const sql = `SELECT u.id FROM users u WHERE u.email = ?
    AND (u.id = ? OR EXISTS (SELECT 1 FROM known_devices d WHERE d.user_id = u.id AND d.device_hash = ?))`
  const values = [email, user ?? 0, digestOf(device ?? '')]
  return ((await database.query(sql, values)) as readonly unknown[]).length > 0
}

/** An exhausted limit refuses the whole request, with its status and Retry-After. */
function whole<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((refusal: unknown) => Promise.reject(refuseRequest(refusal)))
}

/** WHY not at each call: every read would write, and each call of a busy program would wait for the one before. */
const MINUTES_BETWEEN = 10

/** A column that says whether the use of a credential was recorded recently; takes one value. */
export function usedLately(alias: string): string {
  return `CASE WHEN ${alias}.last_used_at > ? THEN 1 ELSE 0 END AS used_lately`
}

export function usedLatelySince(now: Date): string {
  return sqlInstant(new Date(now.getTime() - MINUTES_BETWEEN * 60_000))
}

interface Used {
  readonly table: 'api_tokens' | 'application_passwords'
  readonly key: number | string
  readonly usedLately: number | string
}

/** Records the use of a credential, at most once in ten minutes; of several concurrent calls, one writes. */
export async function noteUse(database: SqlDatabase, used: Used, now: Date): Promise<void> {
  if (Number(used.usedLately) === 1) return
  await database.query(
    `UPDATE ${used.table} SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)`,
    [sqlInstant(now), Number(used.key), usedLatelySince(now)],
  )
}

/** A User who sends a code, and the stored state of their second factor. */
interface CodeQuestion {
  readonly user: number
  /** As stored: sealed. */
  readonly totpSecret: string | null
  readonly code: string
  readonly now: Date
}

/**
 * Whether the code is right; if so, this uses it up.
 * INVARIANT: no code is accepted twice. If several requests send it at once, the unique index of `used_codes` accepts
 * one of them.
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

/** The owner that a secret is sealed for. INVARIANT: it is the key of a User; anything else throws at once. */
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
