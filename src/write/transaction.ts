import { type Sealer } from '../platform/crypto/sealed-text'
import { type TransactionManager } from '../platform/database/transaction'
import { type Principal } from '../policy/principal'

/** The interface of every operation and job: one transaction at one moment. */
export interface Transaction {
  readonly manager: TransactionManager
  readonly now: Date
  /** The day of `now` in the legal time zone, `2026-11-24`. */
  readonly today: string
  /** The legal day of another instant. */
  dayOf(instant: Date): string
  /** The first instant of a legal day. */
  startOf(day: string): Date
  /**
   * Locks these rows until the end of the transaction, in ascending order, after waiting for other holders. A table without
   * an `id` cannot be locked so. Organisations are locked first and at once: see `rowLocks`.
   */
  lock(table: string, keys: readonly number[]): Promise<void>
  /** Writes an audit entry: who did what. INVARIANT: the detail holds no secret and no token. */
  audit(entry: AuditNote): Promise<void>
  /**
   * Writes a mail to be sent after the end of the transaction, never before.
   * @throws Refusal RATE_LIMITED if whoever acts has sent too many: see `src/platform/limits/mail-budgets.ts`.
   */
  mail(letter: OutgoingMailRequest): Promise<void>
  /** A new secret, and its digest, which is stored. */
  newToken(): { readonly token: string; readonly hash: string }
  /** The stored form of a secret that a caller sent. */
  digestOf(token: string): string
  /** An absolute address on this installation. */
  link(path: string): string
  /** Who issues documents, as they print it. */
  readonly issuer: Issuer
}

/** Who issues documents: its name, and the lines that the law requires. */
export interface Issuer {
  readonly name: string
  readonly legal: readonly string[]
}

/** The transaction of a principal, with its rights at this moment. */
export interface ActingTransaction extends Transaction {
  readonly principal: Principal
  /** The scopes that an API token may have. */
  readonly scopes: readonly string[]
  /**
   * The row that a public id names, after it was found visible to the principal and then locked, with the acting
   * Organisation and those the row refers to.
   * @throws Refusal NOT_FOUND: malformed, missing and invisible are one case.
   */
  target(type: string, id: string, place: string | NamedPlace): Promise<number>
  /**
   * The rows that a list of ids names: all of them found visible, by one statement, and then locked - or none.
   * @throws Refusal NOT_FOUND, BAD_USER_INPUT for one named twice or more than a hundred.
   */
  targets(type: string, ids: readonly string[], field: string): Promise<readonly number[]>
  /** The same without the locks: for rows that are only referred to. */
  named(type: string, ids: readonly string[], field: string): Promise<readonly number[]>
  /** Records that the principal may know a row that it named, by another proof than `read` in the policies. */
  vouch(type: string, key: number): void
  /** @throws Refusal FORBIDDEN: the row is visible, but the action is not allowed. */
  authorise(action: string, type: string, key: number): Promise<void>
  /** The same for several rows, with one look-up: all of them or none. @throws Refusal FORBIDDEN */
  authoriseAll(action: string, type: string, keys: readonly number[]): Promise<void>
  /** Whether the principal may know a row, in its current state. */
  sees(type: string, key: number): Promise<boolean>
  /** Whether the principal may read this field of a row, in its current state. */
  reads(type: string, key: number, field: string): Promise<boolean>
  /** Call this before a job gets a mail to write for the principal. @throws Refusal RATE_LIMITED as `mail` does. */
  admitMail(letter: Pick<OutgoingMailRequest, 'to' | 'template'>): Promise<void>
  /** Call this before an Organisation is opened. @throws Refusal RATE_LIMITED if the principal has opened too many today. */
  admitOrganisation(): Promise<void>
  /** Encrypts texts that the database alone must not reveal. */
  readonly sealer: Sealer
  /** Uses up a code of the second step of the principal. @throws RATE_LIMITED after too many wrong ones. */
  takesCode(question: AccountCode): Promise<boolean>
}

/** The input field that names a row, and further Organisations to lock with it. */
export interface NamedPlace {
  readonly field: string
  readonly also: readonly number[]
}

/** A code that a User sends, and the stored state of their second step. */
export interface AccountCode {
  readonly email: string
  readonly user: number
  /** As stored: sealed. */
  readonly totpSecret: string | null
  readonly code: string
  readonly now: Date
}

export interface AuditNote {
  readonly action: string
  readonly subject: { readonly type: string; readonly key: number | null }
  /** The User whose account it concerns. */
  readonly organisation: number | null
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface OutgoingMailRequest {
  readonly to: string
  readonly template: string
  /** What the recipient chose: `de-CH`. */
  readonly locale: string
  readonly data: Readonly<Record<string, unknown>>
  /** A file that goes with it, by a name of at most 80 characters; it is made when the mail is sent. */
  readonly attachment?: string
}
