import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { ledgerFaults, type LedgerLine } from '../../schema/billing/ledger'
import { names } from '../../schema/world/demo/demo-world'
import { printFigures } from '../support/print-figures'
import { testDatabases } from '../support/test-databases'
import { type KillableGateway, startKillable } from './killable-gateway'
import { type GatewayAccess, repeat, type Sent, streamOrders } from './stream-orders'

const lastOfDemo = Math.max(
  ...[...names.values()]
    .filter((id) => id.startsWith('Order:'))
    .map((id) => Number(id.slice('Order:'.length))),
)

const ROUNDS = process.env['DEEP'] === undefined ? 2 : 40

describe.each(testDatabases)('killed while it writes, on $name', ({ create }) => {
  let database: DataSource | undefined
  let url: string
  let drop: () => Promise<void>
  let gateway: KillableGateway | undefined
  const tokens: GatewayAccess['tokens'] = new Map()

  beforeAll(async () => {
    ;({ url, drop } = await create())
  })

  afterAll(async () => {
    await gateway?.kill()
    await database?.destroy()
    await drop()
  })

  const start = () =>
    startKillable({ DATABASE_URL: url, DATA_DIR: mkdtempSync(join(tmpdir(), 'mandate-killed-')) })

  test(`${ROUNDS} times: nothing answered is lost, nothing is half-written, nothing is done twice`, async () => {
    const sent: Sent[] = []
    let cutShort = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      gateway = await start()
      const stream = streamOrders({ url: gateway.url, tokens }, round)
      await stream.begun
      await setTimeout(Math.random() * 1000)
      await gateway.kill()
      const all = await stream.sent
      cutShort += all.filter((one) => one.order === undefined).length
      sent.push(...all)
    }
    gateway = await start()
    // Whatever got no answer is sent again, with its key; and so is some of what did.
    const access = { url: gateway.url, tokens }
    const again = await Promise.all(sent.slice(-300).map((one) => repeat(access, one)))
    database = await openDatabaseAt(url)
    const answered = sent.flatMap((one) => one.order ?? [])
    expect(answered.length).toBeGreaterThan(ROUNDS)
    expect(cutShort).toBeGreaterThan(0)
    expect(again.every((one) => one.order !== undefined)).toBe(true)
    for (const one of again) {
      const before = sent.find((each) => each.key === one.key)
      expect(before?.order ?? one.order).toBe(one.order)
    }
    await nothingLost(database, answered)
    await nothingHalfWritten(database)
    printFigures('killed', { answered: answered.length, cutShort, kills: ROUNDS, sentAgain: again.length })
  }, 600_000)

  async function nothingLost(database: DataSource, orders: readonly string[]): Promise<void> {
    const rows = await database.query<{ id: number }[]>('SELECT id FROM orders')
    const kept = new Set(rows.map(({ id }) => `Order:${id}`))
    expect(orders.filter((order) => !kept.has(order))).toEqual([])
  }

  async function nothingHalfWritten(database: DataSource): Promise<void> {
    const none = async (sql: string) => {
      expect([sql, await database.query(sql)]).toEqual([sql, []])
    }
    // The orders of the demo world were not placed by this stream.
    const mine = `o.id > ${lastOfDemo}`
    await none(
      `SELECT o.id FROM orders o LEFT JOIN invoices i ON i.order_id = o.id WHERE ${mine} AND i.id IS NULL`,
    )
    await none(
      `SELECT o.id FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id WHERE ${mine} AND l.id IS NULL`,
    )
    await none(
      `SELECT i.id FROM invoices i LEFT JOIN invoice_lines l ON l.invoice_id = i.id WHERE l.id IS NULL`,
    )
    await none(
      `SELECT o.id FROM orders o LEFT JOIN audit_entries a ON a.subject_type = 'Order' AND a.subject_id = o.id
       WHERE ${mine} AND a.id IS NULL`,
    )
    await none(`SELECT request_key FROM idempotency_keys WHERE result = ''`)
    await none(
      `SELECT COUNT(*) AS n FROM invoices GROUP BY issuer HAVING COUNT(*) <> MAX(sequence) - MIN(sequence) + 1`,
    )
    await none(`SELECT placed_by_id, placed_at FROM orders o JOIN order_lines l ON l.order_id = o.id
      WHERE l.description LIKE '%kill-%' GROUP BY l.description HAVING COUNT(*) > 1`)
    await none(`SELECT p.id, p.payment_mode FROM partnerships p WHERE p.payment_mode IS NOT NULL AND EXISTS (
      SELECT 1 FROM partnership_events e WHERE e.partnership_id = p.id AND e.kind = 'PAYMENT_MODE_CHANGED'
      AND e.id = (SELECT MAX(x.id) FROM partnership_events x WHERE x.partnership_id = p.id AND x.kind = e.kind)
      AND e.after_payment_mode <> p.payment_mode)`)
    const lines = await database.query<(LedgerLine & { account_id: number })[]>(
      `SELECT account_id, position, previous_position AS previousPosition, kind, amount,
         balance_before AS balanceBefore, balance_after AS balanceAfter FROM movements ORDER BY account_id, position`,
    )
    for (const account of new Set(lines.map((line) => line.account_id))) {
      expect(ledgerFaults(lines.filter((line) => line.account_id === account))).toEqual([])
    }
  }
})
