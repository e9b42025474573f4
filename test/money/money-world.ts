import { type DataSource } from 'typeorm'
import { type Incoming } from '../../schema/invoice/billing-admin'
import { ReceiptMethod } from '../../schema/invoice/payment.entity'
import { OrderKind } from '../../schema/order/order.entity'
import { recordOrder } from '../../schema/order/record-order'
import { idOf } from '../../schema/world/demo/demo-world'
import { legalDay, systemClock } from '../../src/platform/clock'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { NOON } from '../support/real-engine'

// Tests say what they expect of an answer by asserting it.
type Loose = any // eslint-disable-line @typescript-eslint/no-explicit-any

/** A line of a sale: a product of the demo world, its public price in minor units, and who earns which share of it. */
export interface SoldLine {
  readonly product: string
  readonly price: number
  /** Ten-thousandths. */
  readonly rate?: number
  readonly earner?: string
}

export interface Sold {
  readonly order: number
  readonly invoice: number
  readonly id: string
  readonly number: string
  readonly gross: number
}

/** The demo world behind a real gateway, the back office beside it, and a clock that tests turn. */
export interface MoneyWorld extends DemoGateway {
  readonly dependencies: TransactionDependencies
  turnTo(day: string): void
  now(): Date
  /** What the back office does, in a transaction of its own. */
  office<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** A client orders, at the public price, for itself. */
  sell(client: string, lines: readonly SoldLine[]): Promise<Sold>
  pay(persona: string, invoice: string, idempotencyKey?: string): Promise<Loose>
  withdraw(persona: string, account: string, amount: string, idempotencyKey?: string): Promise<Loose>
  invoice(key: number): Promise<Loose>
  order(key: number): Promise<Loose>
  /** The cashback of an order: status, amount, what is still owed. */
  cashback(order: number): Promise<readonly Loose[]>
  readonly balance: (organisation: string) => Promise<number>
  readonly rows: (table: string) => Promise<readonly Loose[]>
}

const ERRORS = 'userErrors { code reason field message }'
const PAY = `mutation ($input: PayInvoiceInput!) { payInvoice(input: $input) {
  invoice { id status paidOn } ${ERRORS} } }`
const WITHDRAW = `mutation ($input: WithdrawPrepaidInput!) { withdrawPrepaid(input: $input) {
  prepaidAccount { id balance { amount currency } } ${ERRORS} } }`

/** The number behind a name of the demo world. */
export function keyOf(name: string): number {
  return Number(idOf(name).split(':')[1])
}

let references = 0

/** Money by bank transfer under a reference of its own. */
export function transfer(amount: number, parts: Partial<Incoming> = {}): Incoming {
  references += 1
  const reference = `TRANSFER-${references}`
  return { amount, method: ReceiptMethod.BANK_TRANSFER, reference, receivedAt: NOON, ...parts }
}

export async function moneyWorld(database: DataSource): Promise<MoneyWorld> {
  let moment = NOON
  const gateway = await mutationsOn(database, {}, { now: () => moment })
  const dependencies = { dataSource: database, publicUrl: 'https://mandate.example', clock: systemClock }
  const office: MoneyWorld['office'] = (work) => systemTransaction(dependencies, moment, work)
  const rows = (text: string, values: readonly unknown[] = []): Promise<Loose[]> =>
    database.query<Loose[]>(text, [...values])
  const invoice = async (key: number) => (await rows('SELECT * FROM invoices WHERE id = ?', [key]))[0]
  return {
    ...gateway,
    dependencies,
    office,
    invoice,
    turnTo: (day) => {
      moment = new Date(`${day}T12:00:00Z`)
    },
    now: () => moment,
    sell: async (client, lines) => {
      const { key, invoice: issued } = await office((tx) => sell(tx, keyOf(`organisation/${client}`), lines))
      const { number, gross } = await invoice(issued)
      return { order: key, invoice: issued, id: `Invoice:${issued}`, number, gross: Number(gross) }
    },
    pay: (persona, invoiceId, idempotencyKey) => gateway.ask(persona, PAY, { invoiceId, idempotencyKey }),
    withdraw: (persona, accountId, amount, idempotencyKey) =>
      gateway.ask(persona, WITHDRAW, { accountId, amount, idempotencyKey }),
    order: async (key) => (await rows('SELECT * FROM orders WHERE id = ?', [key]))[0],
    cashback: (order) =>
      rows(
        `SELECT c.* FROM cashback_entries c JOIN order_lines l ON l.id = c.order_line_id
         WHERE l.order_id = ? ORDER BY c.id`,
        [order],
      ),
    balance: async (organisation) => {
      const [last] = await rows(
        `SELECT m.balance_after FROM movements m JOIN prepaid_accounts a ON a.id = m.account_id
         WHERE a.organisation_id = ? ORDER BY m.position DESC LIMIT 1`,
        [keyOf(`organisation/${organisation}`)],
      )
      return Number(last?.balance_after ?? 0)
    },
    rows: (table) => rows(`SELECT * FROM ${table} ORDER BY id`),
  }
}

async function sell(tx: Transaction, client: number, lines: readonly SoldLine[]) {
  await tx.lock('organisations', [client])
  const [row] = await tx.manager.query<readonly { currency: string }[]>(
    'SELECT currency FROM organisations WHERE id = ?',
    [client],
  )
  return recordOrder(tx, {
    kind: OrderKind.PURCHASE,
    placedIn: client,
    placedBy: null,
    placedFor: client,
    terms: { payer: client, price: 'PUBLIC', income: 'CASHBACK' },
    currency: row?.currency ?? 'CHF',
    dueOn: legalDay(new Date(tx.now.getTime() + 30 * 86_400_000)),
    lines: lines.map(({ product, price, rate = 0, earner }) => ({
      product: keyOf(`product/${product}`),
      name: product,
      years: 1,
      publicYear: price,
      resellerYear: null,
      publicPrice: price,
      discountRate: 0,
      price,
      cashbackRate: rate,
      cashbackPartner: earner === undefined ? null : keyOf(`partner/${earner}`),
    })),
  })
}
