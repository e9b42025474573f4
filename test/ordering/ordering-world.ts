import { type DataSource } from 'typeorm'
import { recordPayment } from '../../schema/invoice/billing-admin'
import { ReceiptMethod } from '../../schema/invoice/payment.entity'
import { topUp } from '../../schema/prepaid-account/move-prepaid'
import { type RenewalJobDependencies } from '../../schema/product/renewal-jobs'
import { idOf } from '../../schema/world/demo/demo-world'
import { type Clock, systemClock } from '../../src/platform/clock'
import { systemTransaction } from '../../src/write/outside'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { NOON } from '../support/real-engine'

/** One line as somebody orders it. */
export interface Asked {
  readonly category: string
  readonly name?: string
  readonly years?: number
  readonly autoRenew?: boolean
}

// Tests say what they expect of an answer by asserting it.
type Loose = any // eslint-disable-line @typescript-eslint/no-explicit-any

/** The demo world behind a real gateway whose clock tests may turn, and short ways to order. */
export interface OrderingWorld extends DemoGateway {
  /** Sets the day; it is noon. */
  /** Noon of a day, or an instant. */
  turnTo(moment: string): void
  now(): Date
  place(persona: string, client: string, lines: readonly Asked[], idempotencyKey?: string): Promise<Loose>
  renew(persona: string, product: string, input?: object): Promise<Loose>
  /** Money for the invoice of an order, all of it, by bank. */
  receive(order: string): Promise<void>
  /** Money for the prepaid account of an Organisation, in minor units. */
  topUp(organisation: string, amount: number): Promise<void>
  /** What jobs work on. */
  readonly dependencies: RenewalJobDependencies
  switchTo(persona: string, partnership: string, paymentMode: string): Promise<Loose>
  /** What a persona sees of an order, an invoice or a product by its id; null where it is not to be known. */
  order(persona: string, id: string): Promise<Loose>
  invoice(persona: string, id: string): Promise<Loose>
  product(persona: string, id: string): Promise<Loose>
  /** Behind every policy: the rows of a table, oldest first. */
  readonly rows: (table: string) => Promise<readonly Loose[]>
  /** The invoice that was issued for an order, behind every policy. */
  invoiceOf(order: string): Promise<Loose>
  /** The first product of an order, behind every policy. */
  productOf(order: string): Promise<string>
  change(sql: string, values: readonly unknown[]): Promise<void>
}

const ERRORS = 'userErrors { code reason field message }'
const ORDER = `id kind status total { amount currency } payer { id } organisation { id } placedFor { id }
  lines { product { id } description publicPrice { amount } discountRate price { amount } } invoice { id number }`
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { ${ORDER} } ${ERRORS} } }`
const RENEW = `mutation ($input: RenewProductInput!) { renewProduct(input: $input) { order { ${ORDER} } ${ERRORS} } }`
const SWITCH = `mutation ($input: ChangePaymentModeInput!) { changePaymentMode(input: $input) { ${ERRORS} } }`
const INVOICE = `id number status issuedOn dueOn net { amount currency } vat { amount } gross { amount currency }
  vatRate vatMention clientName billedName billedAddress { street city country } billedVatNumber billedOrganisation { id }
  lines { description quantity unitPrice { amount } discountRate net { amount } }`
const PRODUCT = `id name category status expiresOn autoRenew paymentPending payer { id } publicPrice { amount currency }
  resellerPrice { amount currency } organisation { id } managedBy { id }`

let names = 0

export async function orderingWorld(database: DataSource): Promise<OrderingWorld> {
  let today = NOON
  const clock: Clock = { now: () => today }
  const gateway = await mutationsOn(database, { SESSION_DAYS: '365' }, clock)
  const read = async (persona: string, field: string, selection: string): Promise<Loose> => {
    const headers = await gateway.headersOf(persona)
    const { body } = await gateway.post({ query: `{ it: ${field} { ${selection} } }` }, headers)
    return body.errors === undefined ? body.data.it : body
  }
  const query = (sql: string, values: readonly unknown[] = []): Promise<Loose[]> =>
    database.query(sql, [...values])
  const dependencies = { dataSource: database, publicUrl: 'https://mandate.example', clock: systemClock }
  let receipts = 0
  const incoming = (amount: number) => {
    receipts += 1
    return {
      amount,
      method: ReceiptMethod.BANK_TRANSFER,
      reference: `receipt ${receipts}`,
      receivedAt: today,
    }
  }
  return {
    ...gateway,
    turnTo: (moment) => {
      today = new Date(moment.includes('T') ? moment : `${moment}T12:00:00.000Z`)
    },
    now: () => today,
    place: (persona, client, lines, idempotencyKey) =>
      gateway.ask(persona, PLACE, {
        organisationId: idOf(`organisation/${client}`),
        lines: lines.map(({ name = newName(), ...line }) => ({ ...line, name })),
        idempotencyKey,
      }),
    renew: (persona, productId, input = {}) => gateway.ask(persona, RENEW, { productId, ...input }),
    receive: async (order) => {
      const [{ id, gross }] = await query('SELECT id, gross FROM invoices WHERE order_id = ?', [keyOf(order)])
      await systemTransaction(dependencies, today, (tx) => recordPayment(tx, id, incoming(gross)))
    },
    topUp: async (organisation, amount) => {
      const key = keyOf(idOf(`organisation/${organisation}`))
      await systemTransaction(dependencies, today, (tx) => topUp(tx, key, incoming(amount)))
    },
    dependencies,
    switchTo: (persona, partnership, paymentMode) =>
      gateway.ask(persona, SWITCH, { partnershipId: idOf(`partnership/${partnership}`), paymentMode }),
    order: (persona, id) => read(persona, `order(id: "${id}")`, ORDER),
    invoice: (persona, id) => read(persona, `invoice(id: "${id}")`, INVOICE),
    product: (persona, id) => read(persona, `product(id: "${id}")`, PRODUCT),
    rows: (table) => query(`SELECT * FROM ${table} ORDER BY id`),
    invoiceOf: async (order) => (await query('SELECT * FROM invoices WHERE order_id = ?', [keyOf(order)]))[0],
    productOf: async (order) => {
      const lines = await query('SELECT product_id FROM order_lines WHERE order_id = ? ORDER BY id', [
        keyOf(order),
      ])
      return `Product:${lines[0].product_id}`
    },
    change: async (sql, values) => {
      await query(sql, values)
    },
  }
}

function newName(): string {
  names += 1
  return `new-${names}.example`
}

/** The number behind an external id. */
export function keyOf(id: string): number {
  return Number(id.split(':')[1])
}
