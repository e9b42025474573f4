import { oneTimeUri } from '../services/one-time-code'
import { digestOf } from '../services/secret-token'
import { confirmPassword, type PasswordQuestion } from './confirm-password'
import { hashPassword } from './passwords'
import { type RateLimit } from './rate-limits'
import { refuseRequest } from './refuse-request'
import { type CodeQuestion, ownerOf, takeCode } from './second-step'
import { type SignInMeans } from './sign-in'
import { type SqlDatabase } from './sql-database'

/** What operations need and only the server has: slow hashes, the secret of the installation, and limits. */
export interface Vault {
  hash(password: string): Promise<string>
  /** Whether it is the password of an account. @throws RATE_LIMITED after too many wrong ones. */
  matches(question: PasswordQuestion): Promise<boolean>
  /** What is stored of the secret of a second factor. */
  seal(user: number, secret: string): string
  /** What an authenticator application reads. */
  uri(secret: string, email: string): string
  /** Uses a code of the second step up, within the transaction at hand. @throws RATE_LIMITED after too many wrong ones. */
  takesCode(database: SqlDatabase, question: AccountCode): Promise<boolean>
  /** Before a mail is written to an address that anybody may name. @throws RATE_LIMITED */
  admitMail(email: string): Promise<void>
  /** Before the secret of a link is looked for. @throws RATE_LIMITED after too many that did not work. */
  admitLink(): Promise<void>
  linkWorked(): Promise<void>
  /** Forgets the failed attempts on an account, whose owner has proved themselves otherwise. */
  forgive(email: string): Promise<void>
}

export interface AccountCode extends CodeQuestion {
  readonly email: string
}

export interface VaultMeans extends Pick<SignInMeans, 'sealer' | 'attemptsPerAccount'> {
  readonly mailsPerAccount: RateLimit
  readonly mailsPerAddress: RateLimit
  readonly linksPerAddress: RateLimit
  /** Who runs this installation, as authenticator applications show it. */
  readonly provider: string
}

/** Where a request comes from, and who takes turns with others at what takes long. */
export interface VaultUser {
  readonly address: string
  readonly spender: string
}

export function vaultFor(means: VaultMeans, { address, spender }: VaultUser): Vault {
  const { sealer, attemptsPerAccount, mailsPerAccount, mailsPerAddress, linksPerAddress } = means
  return {
    hash: (password) => whole(hashPassword(password, spender)),
    matches: (question) => whole(confirmPassword(attemptsPerAccount, question, spender)),
    seal: (user, secret) => sealer.seal(secret, ownerOf(user)),
    uri: (secret, email) => oneTimeUri(secret, means.provider, email),
    takesCode: async (database, { email, ...question }) => {
      // INVARIANT: passwords and codes spend one budget, so that neither is tried out beside the other.
      await whole(attemptsPerAccount.spend(digestOf(email), 1))
      const taken = (await takeCode(database, sealer, question)) !== undefined
      if (taken) await attemptsPerAccount.giveBack(digestOf(email), 1)
      return taken
    },
    admitMail: async (email) => {
      await whole(mailsPerAddress.spend(address, 1))
      await whole(mailsPerAccount.spend(digestOf(email), 1))
    },
    admitLink: () => whole(linksPerAddress.spend(address, 1)),
    linkWorked: () => linksPerAddress.giveBack(address, 1),
    forgive: (email) => attemptsPerAccount.forget(digestOf(email)),
  }
}

/** A limit that is spent refuses the whole request, with its status and Retry-After. */
function whole<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((refusal: unknown) => Promise.reject(refuseRequest(refusal)))
}
