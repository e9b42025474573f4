import { dialectOf } from '../data/dialect'
import type { TransactionManager } from '../data/transaction'
import { dayBy } from '../services/clock'
import { startOfLegalDay } from '../services/legal-day'
import { digestOf, newToken } from '../services/secret-token'
import type { WriteGround } from './ground'
import { rowLocks } from './lock-rows'
import { sqlInstant } from '../data/sql-instant'
import type { AuditNote, Letter, Transaction } from './transaction'

/** Who acts: written into audit entries. Nobody, in a job. */
export interface Actor {
  readonly user: number | null
  readonly organisation: number | null
}

export interface OpenTransaction extends Transaction {
  /** How many audit entries it has written. */
  readonly audited: () => number
}

/** What a transaction needs that nobody asks for. */
export type TransactionGround = Pick<WriteGround, 'dataSource' | 'publicUrl' | 'clock'>

/** The moment of a transaction, who acts, what must not be locked yet, and what is asked before a mail of theirs is written. */
export interface TransactionStart {
  readonly now: Date
  readonly actor: Actor
  readonly refuseLock?: (table: string, keys: readonly number[]) => void
  readonly admitMail?: ((letter: Letter) => Promise<void>) | undefined
}

/** The tools of one transaction, over its manager. */
export function openTransaction(
  ground: TransactionGround,
  manager: TransactionManager,
  { now, actor, refuseLock, admitMail }: TransactionStart,
): OpenTransaction {
  const stamp = sqlInstant(now)
  const server = dialectOf(ground.dataSource) !== 'sqlite'
  const { lock } = rowLocks(manager, {
    server,
    ...(refuseLock === undefined ? {} : { check: refuseLock }),
  })
  let audited = 0
  return {
    manager,
    now,
    today: dayBy(ground.clock, now),
    dayOf: (instant) => dayBy(ground.clock, instant),
    startOf: (day) => startOfLegalDay(day, ground.clock.timeZone),
    lock,
    audit: async (note) => {
      audited += 1
      await manager.query(INSERT_AUDIT, auditRow(note, actor, stamp))
    },
    mail: async (letter) => {
      await admitMail?.(letter)
      await manager.query(INSERT_MAIL, mailRow(letter, stamp))
    },
    newToken: () => {
      const token = newToken()
      return { token, hash: digestOf(token) }
    },
    digestOf,
    link: (path) => `${ground.publicUrl}${path}`,
    audited: () => audited,
  }
}

const INSERT_AUDIT = `INSERT INTO audit_entries
  (happened_at, user_id, organisation_id, acting_organisation_id, action, subject_type, subject_id, detail)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`

function auditRow(note: AuditNote, actor: Actor, stamp: string): unknown[] {
  const { action, subject, organisation, detail = {} } = note
  return [
    stamp,
    actor.user,
    organisation,
    actor.organisation,
    action,
    subject.type,
    subject.key,
    JSON.stringify(detail),
  ]
}

const INSERT_MAIL = `INSERT INTO outbox_mails (created_at, recipient, template, locale, data, attempts)
  VALUES (?, ?, ?, ?, ?, 0)`

function mailRow({ to, template, locale, data }: Letter, stamp: string): unknown[] {
  return [stamp, to, template, locale, JSON.stringify(data)]
}
