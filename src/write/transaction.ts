import { type Sealer } from '../platform/crypto/sealed-text'
import { type TransactionManager } from '../platform/database/transaction'
import { type Principal } from '../policy/principal'

/** What every operation and every job works with: one transaction of one moment. */
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
   * Waits until nobody else holds these rows and holds them until the end, in ascending order. A table without
   * an `id` cannot be locked so. Organisations are locked first and at once: see `rowLocks`.
   */
  lock(table: string, keys: readonly number[]): Promise<void>
  /** Notes who did what. INVARIANT: no secret and no token is part of the detail. */
  audit(entry: AuditNote): Promise<void>
  /**
   * Writes a mail to be sent after the end of the transaction, never before.
   * @throws Refusal RATE_LIMITED where who acts has made too many leave: see `src/platform/limits/mail-budgets.ts`.
   */
  mail(letter: OutgoingMailRequest): Promise<void>
  /** A new secret, and what is stored of it. */
  newToken(): { readonly token: string; readonly hash: string }
  /** What is stored of a secret that was handed in. */
  digestOf(token: string): string
  /** An absolute address on this installation. */
  link(path: string): string
}

/** The transaction of a principal, with their rights as they are at this moment. */
export interface ActingTransaction extends Transaction {
  readonly principal: Principal
  /** The scopes an API token may have. */
  readonly scopes: readonly string[]
  /**
   * The row that a public id names, known to be visible to the principal and then locked, with the Organisation acted in
   * and those the row refers to.
   * @throws Refusal NOT_FOUND: malformed, missing and invisible are one case.
   */
  target(type: string, id: string, place: string | NamedPlace): Promise<number>
  /**
   * The rows that a list of ids names: all of them known to be visible, by one statement, and then locked - or none.
   * @throws Refusal NOT_FOUND, BAD_USER_INPUT for one named twice or more than a hundred.
   */
  targets(type: string, ids: readonly string[], field: string): Promise<readonly number[]>
  /** The same without the locks: for rows that are only referred to. */
  named(type: string, ids: readonly string[], field: string): Promise<readonly number[]>
  /** Says that the principal may know of a row that it named, by another proof than `read` in the policies. */
  vouch(type: string, key: number): void
  /** @throws Refusal FORBIDDEN: the row is visible, and this may not be done to it. */
  authorise(action: string, type: string, key: number): Promise<void>
  /** The same of several rows, decided on one look-up: all of them or none. @throws Refusal FORBIDDEN */
  authoriseAll(action: string, type: string, keys: readonly number[]): Promise<void>
  /** Whether the principal may know of a row, as it is now. */
  sees(type: string, key: number): Promise<boolean>
  /** Whether the principal may read this field of a row, as it is now. */
  reads(type: string, key: number, field: string): Promise<boolean>
  /** Before a job is given a mail to write for the principal. @throws Refusal RATE_LIMITED as `mail` does. */
  admitMail(letter: Pick<OutgoingMailRequest, 'to' | 'template'>): Promise<void>
  /** Before an Organisation is opened. @throws Refusal RATE_LIMITED where the principal has opened too many today. */
  admitOrganisation(): Promise<void>
  /** For texts that the database alone must not tell. */
  readonly sealer: Sealer
  /** Uses up a code of the second step of the principal. @throws RATE_LIMITED after too many wrong ones. */
  takesCode(question: AccountCode): Promise<boolean>
}

/** The input field that names a row, and further Organisations that are to be held with it. */
export interface NamedPlace {
  readonly field: string
  readonly also: readonly number[]
}

/** A code that somebody shows, and what is known of their second step. */
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
  /** Whose account it concerns. */
  readonly organisation: number | null
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface OutgoingMailRequest {
  readonly to: string
  readonly template: string
  /** What the recipient chose: `de-CH`. */
  readonly locale: string
  readonly data: Readonly<Record<string, unknown>>
}
