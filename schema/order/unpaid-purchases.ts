import { In } from 'typeorm'
import { dayBy } from '../../src/platform/clock'
import { type JobReport } from '../../src/platform/jobs/job'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { isUnpaid } from '../invoice/settle-invoice'
import { Invoice } from '../invoice/invoice.entity'
import { daysAfter } from '../product/product-days'
import { ProductStatus } from '../product/product-status'
import { Product } from '../product/product.entity'
import { OrderLine } from './order-line.entity'
import { Order, OrderStatus } from './order.entity'
import { withdrawRenewal } from './renewals'

/** How many days after its due date an unpaid purchase is stopped, and how many days after that it ends. */
export interface UnpaidDays {
  readonly suspend: number
  readonly end: number
}

/** What the settings say by default. */
export const UNPAID_DAYS: UnpaidDays = { suspend: 14, end: 30 }

interface Run {
  readonly now: Date
  readonly days: UnpaidDays
}

const BATCH = 200

/**
 * A purchase runs at once, and does not run for ever unpaid: it is stopped some days after the due date, and ends later, its
 * order withdrawn and its invoice credited in full: nothing is owed for a service that is not given.
 * INVARIANT: each order is decided in a transaction of its own, on locked rows, so that it may run twice at once.
 */
export async function ageUnpaidPurchases(
  dependencies: TransactionDependencies,
  { now, days }: Run,
): Promise<JobReport> {
  const today = dayBy(dependencies.clock, now)
  const stopBefore = daysAfter(today, -days.suspend)
  const endBefore = daysAfter(stopBefore, -days.end)
  // WHY the end first: whatever was missed, a product is stopped for a run before it ends.
  const ended = await eachUnpaid(dependencies, { now, before: endBefore, of: ENDING }, end)
  const suspended = await eachUnpaid(dependencies, { now, before: stopBefore, of: RUNNING }, suspend)
  return { suspended, ended }
}

const RUNNING = "('ACTIVE', 'EXPIRING')"
const ENDING = "('SUSPENDED')"

async function eachUnpaid(
  dependencies: TransactionDependencies,
  { now, before, of }: { readonly now: Date; readonly before: string; readonly of: string },
  work: (tx: Transaction, order: number, before: string) => Promise<boolean>,
): Promise<number> {
  let done = 0
  for (let after = 0; ;) {
    const rows: readonly { readonly id: number }[] = await dependencies.dataSource.query(
      `SELECT o.id FROM orders o JOIN invoices i ON i.order_id = o.id
       WHERE o.kind = 'PURCHASE' AND o.status = 'CONFIRMED' AND i.status IN ('OPEN', 'OVERDUE') AND i.due_on < ?
         AND EXISTS (SELECT 1 FROM order_lines l JOIN products p ON p.id = l.product_id
                     WHERE l.order_id = o.id AND p.status IN ${of})
         AND o.id > ?
       ORDER BY o.id LIMIT ${BATCH}`,
      [before, after],
    )
    for (const { id } of rows) {
      if (await systemTransaction(dependencies, now, (tx) => work(tx, id, before))) done += 1
    }
    if (rows.length < BATCH) return done
    after = rows.at(-1)?.id ?? after
  }
}

interface HeldPurchase {
  readonly order: Order
  readonly invoice: Invoice
  readonly products: readonly Product[]
}

/** The order and its products, held; undefined where it was paid or withdrawn while the locks were waited for. */
async function held(tx: Transaction, key: number, before: string): Promise<HeldPurchase | undefined> {
  const found = await tx.manager.findOneOrFail(Order, {
    where: { id: key },
    relations: { placedFor: true, payer: true },
  })
  await tx.lock('organisations', [found.placedFor.id, found.payer.id])
  const lines = await tx.manager.find(OrderLine, {
    where: { order: { id: key } },
    relations: { product: true },
  })
  const ids = lines.map(({ product }) => product.id)
  await tx.lock('products', ids)
  const { status } = await tx.manager.findOneByOrFail(Order, { id: key })
  const invoice = await tx.manager.findOneBy(Invoice, { order: { id: key } })
  if (status !== OrderStatus.CONFIRMED || invoice === null || !isUnpaid(invoice.status)) return undefined
  if (invoice.dueOn >= before) return undefined
  return { order: found, invoice, products: await tx.manager.findBy(Product, { id: In(ids) }) }
}

async function suspend(tx: Transaction, key: number, before: string): Promise<boolean> {
  const purchase = await held(tx, key, before)
  if (purchase === undefined) return false
  const { order, products } = purchase
  const running = products.filter(
    ({ status }) => status === ProductStatus.ACTIVE || status === ProductStatus.EXPIRING,
  )
  return turn(tx, { order, products: running, status: ProductStatus.SUSPENDED })
}

async function end(tx: Transaction, key: number, before: string): Promise<boolean> {
  const purchase = await held(tx, key, before)
  if (purchase === undefined) return false
  const { order, invoice, products } = purchase
  const running = products.filter(
    ({ status }) => status === ProductStatus.ACTIVE || status === ProductStatus.EXPIRING,
  )
  // What still runs is stopped first.
  if (running.length > 0) return false
  const stopped = products.filter(({ status }) => status === ProductStatus.SUSPENDED)
  if (!(await turn(tx, { order, products: stopped, status: ProductStatus.ENDED }))) return false
  await withdrawRenewal(tx, { order: key, invoice: invoice.id }, 'The service ended without being paid.')
  return true
}

async function turn(
  tx: Transaction,
  {
    order,
    products,
    status,
  }: { readonly order: Order; readonly products: readonly Product[]; readonly status: ProductStatus },
): Promise<boolean> {
  if (products.length === 0) return false
  await tx.manager.update(Product, { id: In(products.map(({ id }) => id)) }, { status })
  for (const { id } of products) {
    await tx.audit({
      action: `product ${status.toLowerCase()}`,
      subject: { type: 'Product', key: id },
      organisation: order.placedFor.id,
      detail: { unpaidOrder: order.id },
    })
  }
  return true
}
