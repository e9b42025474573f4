import { setTimeout } from 'node:timers/promises'
import { dayBy, startOfLegalDay } from '../platform/clock'
import { digestOf, newToken } from '../platform/crypto/sealed-text'
import { dialectOf, sqlInstant } from '../platform/database/dialect'
import { type TransactionManager } from '../platform/database/transaction'
import { type WriteDependencies } from './operation'
import { isWorthAnotherTry } from './refusal'
import { type AuditNote, type OutgoingMailRequest, type Transaction } from './transaction'

/** Who acts, for audit entries. Nobody, in a job. */
interface Actor {
  readonly user: number | null
  readonly organisation: number | null
}

interface OpenTransaction extends Transaction {
  /** The number of audit entries it has written. */
  readonly audited: () => number
}

/** The dependencies of a transaction without a caller. */
export type TransactionDependencies = Pick<WriteDependencies, 'dataSource' | 'publicUrl' | 'clock' | 'issuer'>

/** The moment of a transaction, who acts, which rows must not be locked yet, and the check before a mail is written. */
interface TransactionStart {
  readonly now: Date
  readonly actor: Actor
  readonly refuseLock?: (table: string, keys: readonly number[]) => void
  readonly admitMail?: ((letter: OutgoingMailRequest) => Promise<void>) | undefined
}

/** The tools of one transaction, over its manager. */
export function openTransaction(
  dependencies: TransactionDependencies,
  manager: TransactionManager,
  { now, actor, refuseLock, admitMail }: TransactionStart,
): OpenTransaction {
  const stamp = sqlInstant(now)
  const server = dialectOf(dependencies.dataSource) !== 'sqlite'
  const { lock } = rowLocks(manager, {
    server,
    ...(refuseLock === undefined ? {} : { check: refuseLock }),
  })
  let audited = 0
  return {
    manager,
    now,
    today: dayBy(dependencies.clock, now),
    dayOf: (instant) => dayBy(dependencies.clock, instant),
    startOf: (day) => startOfLegalDay(day, dependencies.clock.timeZone),
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
    link: (path) => `${dependencies.publicUrl}${path}`,
    issuer: dependencies.issuer ?? UNNAMED_ISSUER,
    audited: () => audited,
  }
}

const UNNAMED_ISSUER = { name: 'Example Hosting', legal: [] }

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

const INSERT_MAIL = `INSERT INTO outbox_mails (created_at, recipient, template, locale, data, attachment, attempts)
  VALUES (?, ?, ?, ?, ?, ?, 0)`

function mailRow({ to, template, locale, data, attachment }: OutgoingMailRequest, stamp: string): unknown[] {
  return [stamp, to, template, locale, JSON.stringify(data), attachment ?? null]
}

/** The table whose rows are locked before those of any other: they guard memberships, mandates and who pays. */
const FIRST = 'organisations'
/** The User of the principal is locked before everything else. */
const WHO_ASKS = 'users'

interface LockRules {
  /** SQLite needs no row locks: its transactions run one after the other. */
  readonly server: boolean
  /** @throws for a row that must not be locked yet. */
  readonly check?: (table: string, keys: readonly number[]) => void
}

/**
 * The locks of a transaction. Order of all locks: the User of the principal, the key of a repeated request, Organisations in
 * ascending order and all at once, then other rows.
 * INVARIANT: transactions that keep this order cannot deadlock with each other. A locked row is not locked again, and
 * never first shared and then exclusively.
 */
function rowLocks(manager: TransactionManager, { server, check }: LockRules): Pick<Transaction, 'lock'> {
  const held = new Map<string, Set<number>>()
  return {
    lock: async (table, keys) => {
      check?.(table, keys)
      const known = held.get(table) ?? new Set<number>()
      const missing = [...new Set(keys)].filter((key) => !known.has(key)).sort((a, b) => a - b)
      if (missing.length === 0) return
      if (table === FIRST && [...held.keys()].some((other) => other !== WHO_ASKS)) refuseDisorder(missing)
      if (server) {
        const places = missing.map(() => '?').join(', ')
        await manager.query(`SELECT id FROM ${table} WHERE id IN (${places}) ORDER BY id FOR UPDATE`, missing)
      }
      held.set(table, new Set([...known, ...missing]))
    },
  }
}

/** WHY in tests only: a wrong order risks a deadlock, which is retried; it is no reason to refuse a caller. */
function refuseDisorder(keys: readonly number[]): void {
  if (!inTestRun()) return
  throw new Error(`Organisations are locked first and at once: ${keys.join(', ')} came after other locks.`)
}

/** Whether the test suite runs this. For checks of our own code that must cost callers nothing. */
function inTestRun(): boolean {
  return process.env['NODE_ENV'] === 'test'
}

const ATTEMPTS = 8

/** Runs a transaction again if it lost against others, after a longer wait each time. */
export async function withRetries<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction()
    } catch (problem) {
      if (attempt === ATTEMPTS || !isWorthAnotherTry(problem)) throw problem
      // WHY at random: two transactions that collided must not collide again.
      await setTimeout(Math.random() * 10 * 2 ** attempt)
    }
  }
}
