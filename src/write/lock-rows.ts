import type { TransactionManager } from '../data/transaction'
import { inTestRun } from './in-test-run'
import type { Transaction } from './transaction'

/** The table whose rows are locked before those of any other: its rows guard memberships, mandates and who pays. */
const FIRST = 'organisations'
/** The User who asks is held before all. */
const WHO_ASKS = 'users'

export interface LockRules {
  /** SQLite needs no locks of rows: its transactions wait for each other as a whole. */
  readonly server: boolean
  /** @throws for a row that must not be locked yet. */
  readonly check?: (table: string, keys: readonly number[]) => void
}

/**
 * The locks of a transaction. Order of all locks: the User who asks, the key of a repeated request, Organisations in
 * ascending order and all at once, then other rows.
 * INVARIANT: whoever keeps that order meets no deadlock with others who keep it. A row that is held is not locked again,
 * and never first shared and then exclusively.
 */
export function rowLocks(
  manager: TransactionManager,
  { server, check }: LockRules,
): Pick<Transaction, 'lock'> {
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

/** WHY in tests only: out of order is a risk of a deadlock, which is tried again; it is no reason to refuse a caller. */
function refuseDisorder(keys: readonly number[]): void {
  if (!inTestRun()) return
  throw new Error(`Organisations are locked first and at once: ${keys.join(', ')} came after other locks.`)
}
