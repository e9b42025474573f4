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

/** What operations need and only the server has: slow hashes, the secret of the installation, and limits. */
export interface AccountSecurity {
  hash(password: string): Promise<string>
  /** Whether it is the password of what a link opens, which counts for itself. @throws RATE_LIMITED after too many wrong ones. */
  matches(question: PasswordQuestion): Promise<boolean>
  /** What is stored of the secret of a second factor. */
  seal(user: number, secret: string): string
  /** What an authenticator application reads. */
  uri(secret: string, email: string): string
  /** Uses a code of the second step up, within the transaction at hand. @throws RATE_LIMITED after too many wrong ones. */
  takesCode(database: SqlDatabase, question: AccountCode): Promise<boolean>
  /** Before a mail is written to an address that anybody may name. @throws RATE_LIMITED */
  admitMail(email: string): Promise<void>
  /**
   * Whether another mail with a way back to a lost password is written: not where a few have left, whose links are good
   * still, unless it is asked for where that account has signed in. @throws RATE_LIMITED where this address asks for too many.
   */
  admitReset(database: SqlDatabase, email: string): Promise<boolean>
  /** The secret of a link was none. WHY only then: it cannot be guessed, and who has it is never refused. @throws RATE_LIMITED */
  linkFailed(): Promise<void>
  /** Forgets the failed attempts on an account, whose owner has proved themselves otherwise. */
  forgive(email: string): Promise<void>
}

interface AccountCode extends CodeQuestion {
  readonly email: string
}

export interface AccountSecurityDependencies extends Pick<SignInDependencies, 'sealer' | 'attempts'> {
  /** Mails to one address that one place has asked for. */
  readonly mailsPerPlace: RateLimit
  /** Mails to one address, whoever has asked. */
  readonly mailsPerRecipient: RateLimit
  readonly mailsPerAddress: RateLimit
  /** INVARIANT: it begins anew when the links that it counted end, so that there is always one that is good. */
  readonly resets: RateLimit
  readonly linksPerAddress: RateLimit
  /** Who runs this installation, as authenticator applications show it. */
  readonly provider: string
}

/** Where a request comes from: an address, and what has proved itself before. */
interface RequestPlace {
  /** As limits count it. */
  readonly address: string
  /** A live session or an API token; undefined for nobody. */
  readonly known: string | undefined
  readonly user: number | undefined
  /** The token of the device it shows. */
  readonly device: string | undefined
  /** Who takes turns with others at what takes long. */
  readonly spender: string
}

/** Where the attempts of a request at an account count. INVARIANT: a live session has its own, whoever else tries. */
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
      // INVARIANT: passwords and codes spend one budget, so that neither is tried out beside the other.
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

/** Whether the account with this address has signed in on the device at hand, or in this request. */
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

/** A limit that is spent refuses the whole request, with its status and Retry-After. */
function whole<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((refusal: unknown) => Promise.reject(refuseRequest(refusal)))
}

/** WHY not each call: reading would write, and every call of a busy program wait for the one before. */
const MINUTES_BETWEEN = 10

/** A column that says whether a credential was used so lately that it need not be noted again; takes one value. */
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

/** Notes that a credential was used, at most once in ten minutes; of several calls at once, one writes. */
export async function noteUse(database: SqlDatabase, used: Used, now: Date): Promise<void> {
  if (Number(used.usedLately) === 1) return
  await database.query(
    `UPDATE ${used.table} SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)`,
    [sqlInstant(now), Number(used.key), usedLatelySince(now)],
  )
}

/** Somebody who shows a code, and what is known of their second factor. */
interface CodeQuestion {
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

/** Whom a secret is sealed for. INVARIANT: a User; what is not the key of a User is a mistake, reported at once. */
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
