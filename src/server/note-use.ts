import { sqlInstant } from '../data/sql-instant'
import { type SqlDatabase } from './sql-database'

/** WHY not each call: reading would write, and every call of a busy program wait for the one before. */
const MINUTES_BETWEEN = 10

/** A column that says whether a credential was used so lately that it need not be noted again; takes one value. */
export function usedLately(alias: string): string {
  return `CASE WHEN ${alias}.last_used_at > ? THEN 1 ELSE 0 END AS used_lately`
}

export function usedLatelySince(now: Date): string {
  return sqlInstant(new Date(now.getTime() - MINUTES_BETWEEN * 60_000))
}

export interface Used {
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
