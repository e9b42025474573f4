import { withRetries } from '../../write/open-transaction'
import { sqlInstant } from '../database/dialect'
import { affectedRows, type ConnectedDatabase, inTransaction } from '../database/transaction'

/** A row of `outbox_mails` that is to be sent. */
export interface WaitingMail {
  readonly id: number
  /** As it is stored. */
  readonly created_at: string
  readonly recipient: string
  readonly template: string
  readonly locale: string
  /** JSON of what the template needs. */
  readonly data: string
  /** Which file goes with it. */
  readonly attachment: string | null
  /** The number of attempts before. */
  readonly attempts: number
}

/** The number of attempts for a mail: the tenth is made 43 hours after the first. */
export const ATTEMPTS = 10

/** The waiting rows, and how they are marked as sent or given up. */
export interface WaitingMails {
  /** Those due at `now`, oldest first. */
  due(now: Date, limit: number): Promise<readonly WaitingMail[]>
  /** Counts the coming attempt and schedules the next one. Returns whether this worker may make it. */
  claim(mail: WaitingMail, now: Date): Promise<boolean>
  markSent(mail: WaitingMail, now: Date): Promise<void>
  giveUp(mail: WaitingMail, now: Date): Promise<void>
}

/**
 * INVARIANT: an attempt is counted before it is made. So only one of two workers makes it; if a worker dies between
 * sending and marking, the row is sent again; and a mail that kills its worker does so ten times at most.
 * INVARIANT: a mail that will not be sent any more keeps no data: links in it give access, and are stored nowhere else.
 */
export function waitingMails(database: ConnectedDatabase): WaitingMails {
  const write = (statement: string, parameters: readonly (string | number)[]): Promise<number> =>
    withRetries(() => inTransaction(database, (manager) => affectedRows(manager, statement, parameters)))
  return {
    due: (now, limit) => database.query<readonly WaitingMail[]>(DUE, [sqlInstant(now), limit]),
    claim: async ({ id, attempts }, now) => {
      const next = new Date(now.getTime() + pauseAfter(attempts + 1))
      return (await write(CLAIM, [attempts + 1, sqlInstant(next), id, attempts])) === 1
    },
    markSent: async ({ id }, now) => {
      await write(`UPDATE outbox_mails SET sent_at = ?, data = '{}' WHERE id = ?`, [sqlInstant(now), id])
    },
    giveUp: async ({ id }, now) => {
      await write(`UPDATE outbox_mails SET failed_at = ?, data = '{}' WHERE id = ?`, [sqlInstant(now), id])
    },
  }
}

const DUE = `SELECT id, created_at, recipient, template, locale, data, attachment, attempts FROM outbox_mails
  WHERE sent_at IS NULL AND failed_at IS NULL AND (next_attempt_at IS NULL OR next_attempt_at <= ?)
  ORDER BY id LIMIT ?`

const CLAIM = `UPDATE outbox_mails SET attempts = ?, next_attempt_at = ?
  WHERE id = ? AND attempts = ? AND sent_at IS NULL AND failed_at IS NULL`

const FIVE_MINUTES = 300_000

/** Five minutes, then twice as long each time. */
function pauseAfter(attempt: number): number {
  return FIVE_MINUTES * 2 ** (attempt - 1)
}
