import { type DataSource } from 'typeorm'
import { dialectOf } from '../../src/platform/database/dialect'

export interface Bulk {
  readonly rows: number
  /** How many are issued each day, from the first of January 2000 on. */
  readonly daily: number
  readonly billed: number
  readonly client: number
}

/** Invoices by the hundred thousand, at most a million, in one statement: made where they are kept. */
export async function insertInvoices(database: DataSource, bulk: Bulk): Promise<void> {
  const sqlite = dialectOf(database) === 'sqlite'
  const after = (days: string) =>
    sqlite
      ? `date('2000-01-01', '+' || (${days}) || ' days')`
      : `DATE_ADD('2000-01-01', INTERVAL (${days}) DAY)`
  const day = `FLOOR((i - 1) / ${bulk.daily})`
  await database.query(
    `INSERT INTO invoices (issuer, sequence, previous_sequence, number, status, issued_on, due_on, paid_on,
      billed_organisation_id, client_id, client_name, net, vat, gross, currency, vat_rate)
    WITH RECURSIVE k (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < 999),
      n (i) AS (SELECT a.i * 1000 + b.i + 1 FROM k a CROSS JOIN k b WHERE a.i * 1000 + b.i < ${bulk.rows})
    SELECT 'BULK', i, CASE WHEN i > 1 THEN i - 1 END, CONCAT('BULK-', i), 'PAID',
      ${after(`CAST(${day} AS ${sqlite ? 'INTEGER' : 'SIGNED'})`)}, '2030-01-01', '2029-12-31',
      ${bulk.billed}, ${bulk.client}, 'Bulk "AG", Zürich', 1000 + i, 81, 1081 + i, 'CHF', 810
    FROM n ORDER BY i`,
  )
}
