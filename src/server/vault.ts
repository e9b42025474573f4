import { oneTimeUri } from '../services/one-time-code'
import { digestOf } from '../services/secret-token'
import { type Place } from '../limits/attempts'
import { type RateLimit } from '../limits/rate-limit'
import { confirmPassword, type PasswordQuestion } from './confirm-password'
import { hashPassword } from './passwords'
import { refuseRequest } from './refuse-request'
import { type CodeQuestion, ownerOf, takeCode } from './second-step'
import { type SignInMeans } from './sign-in'
import { type SqlDatabase } from './sql-database'

/** What operations need and only the server has: slow hashes, the secret of the installation, and limits. */
export interface Vault {
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

export interface AccountCode extends CodeQuestion {
  readonly email: string
}

export interface VaultMeans extends Pick<SignInMeans, 'sealer' | 'attempts'> {
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
export interface RequestPlace {
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
}: Pick<RequestPlace, 'address' | 'known'>): (account: string) => Place {
  return (account) =>
    known === undefined ? { kind: 'unknown', account, address } : { kind: 'known', key: known }
}

/** @param at where the request comes from. */
export function vaultFor(means: VaultMeans, at: RequestPlace): Vault {
  const { sealer, attempts, mailsPerPlace, mailsPerRecipient, mailsPerAddress, linksPerAddress } = means
  const { address } = at
  const placeFor = placeAt(at)
  return {
    hash: (password) => whole(hashPassword(password, at.spender)),
    matches: (question) => {
      const placeFor = (key: string): Place => ({ kind: 'known', key })
      return whole(confirmPassword({ attempts, placeFor }, question, at.spender))
    },
    seal: (user, secret) => sealer.seal(secret, ownerOf(user)),
    uri: (secret, email) => oneTimeUri(secret, means.provider, email),
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
      const hasBudget = await means.resets.spend(email, 1).then(
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
