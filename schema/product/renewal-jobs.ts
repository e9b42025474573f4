import { dayBy } from '../../src/platform/clock'
import { type JobReport } from '../../src/platform/jobs/job'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { ChangeKind } from '../change/change-kind'
import { pageOf } from '../change/page-of'
import { recordChange } from '../change/record-change'
import { peopleToBill } from '../invoice/issue-invoice'
import { payFromPrepaid } from '../invoice/settle-invoice'
import { BEFORE_IT_RENEWS, REMINDER_DAYS, whoWantsReminder } from '../notification-settings/reminder-days'
import { mandatesInForce } from '../order/price-lines'
import { openRenewal, placeRenewal, withdrawRenewal } from '../order/renewals'
import { Organisation } from '../organisation/organisation.entity'
import { daysAfter } from './product-days'
import { EXPIRING_DAYS, ProductStatus, statusUntil } from './product-status'
import { Product } from './product.entity'
import { heldProduct } from './transfer-product'

const REMINDED = [ProductStatus.ACTIVE, ProductStatus.EXPIRING]

/**
 * Reminds of renewals that are due soon: the Organisation that is billed, and nobody else.
 * INVARIANT: each reminder is noted on the product in the transaction that writes its mails, so that it is sent once.
 */
export async function remindOfRenewals(dependencies: RenewalJobDependencies, now: Date): Promise<JobReport> {
  const today = dayBy(dependencies.clock, now)
  let reminded = 0
  for (const days of REMINDER_DAYS) {
    const open = `expires_on >= '${today}' AND (reminded_days_before IS NULL OR reminded_days_before > ${days})`
    const besides = days === BEFORE_IT_RENEWS ? `${open} AND auto_renew = 1` : open
    const due = { statuses: REMINDED, until: daysAfter(today, days), besides }
    reminded += await eachDueProduct(dependencies, { now, due }, (tx, key) => remind(tx, key, days))
  }
  return { reminded }
}

async function remind(tx: Transaction, key: number, days: number): Promise<boolean> {
  const product = await heldProduct(tx, key)
  if (product === undefined || !isToRemind(product, { today: tx.today, days })) return false
  await tx.manager.update(Product, key, { remindedDaysBefore: days })
  const billed = (await openRenewal(tx, key))?.payer ?? product.payer.id
  const { name: organisation } = await tx.manager.findOneByOrFail(Organisation, { id: billed })
  const data = {
    organisation,
    product: product.name,
    dueOn: product.expiresOn,
    link: tx.link(pageOf(`Product:${key}`)),
  }
  const wanted = { days, sentBefore: product.remindedDaysBefore }
  for (const { name: person, email: to, locale } of await whoWantsReminder(
    tx,
    await peopleToBill(tx, billed),
    wanted,
  )) {
    await tx.mail({ to, template: 'renewal-reminder', locale, data: { person, ...data } })
  }
  await tx.audit({
    action: 'renewal reminder sent',
    subject: { type: 'Product', key },
    organisation: product.organisation.id,
    detail: { days },
  })
  return true
}

/** Whether the product is still due, read again after it was locked. */
function isToRemind(
  { status, expiresOn, autoRenew, remindedDaysBefore }: Product,
  { today, days }: { readonly today: string; readonly days: number },
): boolean {
  if (expiresOn === null || expiresOn < today || expiresOn > daysAfter(today, days)) return false
  if (days === BEFORE_IT_RENEWS && !autoRenew) return false
  return REMINDED.includes(status) && (remindedDaysBefore === null || remindedDaysBefore > days)
}

/** How many days before the due date a product first renews itself. */
const DAYS_AHEAD = 14
const RENEWED = [ProductStatus.ACTIVE, ProductStatus.EXPIRING, ProductStatus.SUSPENDED]

/**
 * Renews the products that shall renew themselves, billed to the payer stored on them, and pays from the payer's
 * prepaid account where that suffices - tried again at every run until the product ends.
 * INVARIANT: never twice for one due date, whoever else runs it at the same moment.
 */
export async function renewProducts(dependencies: RenewalJobDependencies, now: Date): Promise<JobReport> {
  const until = daysAfter(dayBy(dependencies.clock, now), DAYS_AHEAD)
  const fresh: Due = { statuses: RENEWED, until, besides: `auto_renew = 1 AND ${NOT_RENEWED}` }
  const waiting: Due = {
    statuses: RENEWED,
    until,
    besides: 'auto_renew = 1 AND auto_renewed_for = expires_on',
  }
  const renewed = await eachDueProduct(dependencies, { now, due: fresh }, renewItself)
  // WHY apart: the number of an invoice is the last lock of a transaction, and accounts come before it.
  const paid = await eachDueProduct(dependencies, { now, due: waiting }, payItself)
  return { renewed, paid }
}

const NOT_RENEWED = '(auto_renewed_for IS NULL OR auto_renewed_for <> expires_on)'

/** Whether a renewal was placed. If another one waits for payment, or the product is not sold, the next run tries again. */
async function renewItself(tx: Transaction, key: number): Promise<boolean> {
  const product = await heldProduct(tx, key)
  if (product === undefined || !isToRenew(product, tx.today)) return false
  if ((await openRenewal(tx, key)) !== undefined) return false
  const client = product.organisation.id
  const placed = await placeRenewal(tx, {
    renewal: { by: 'ITSELF' },
    product,
    years: 1,
    placedIn: client,
    placedBy: null,
    mandates: await mandatesInForce(tx, client, key),
  })
  if (placed.kind === 'NOT_SOLD') return false
  await tx.manager.update(Product, key, { autoRenewedFor: product.expiresOn })
  return true
}

/** Whether the product is still due, read again after it was locked. */
function isToRenew({ autoRenew, status, expiresOn, autoRenewedFor }: Product, today: string): boolean {
  if (!autoRenew || expiresOn === null || expiresOn === autoRenewedFor) return false
  return status !== ProductStatus.ENDED && expiresOn <= daysAfter(today, DAYS_AHEAD)
}

/** Pays an automatic renewal. Nobody's own order is paid without a request. */
async function payItself(tx: Transaction, key: number): Promise<boolean> {
  const open = await openRenewal(tx, key)
  if (open === undefined || open.invoice === null || open.placedBy !== null) return false
  return payFromPrepaid(tx, open.invoice)
}

/** How many days a product stays stopped after its due date before it ends for good. */
const DAYS_SUSPENDED = 30

/**
 * Moves unpaid products on: due soon, suspended after the due date, ended thirty days later. When a product ends, its
 * unpaid renewal is credited in full: nobody owes money for a service that is not provided.
 */
export async function ageProducts(dependencies: RenewalJobDependencies, now: Date): Promise<JobReport> {
  const today = dayBy(dependencies.clock, now)
  const turn = (status: ProductStatus, until: string): Promise<number> =>
    eachDueProduct(dependencies, { now, due: { statuses: [status], until, besides: '1 = 1' } }, age)
  // WHY the last step first: a product stays suspended for at least one run before it ends, even after missed runs.
  const ended = await turn(ProductStatus.SUSPENDED, daysAfter(today, -DAYS_SUSPENDED - 1))
  const suspended = await turn(ProductStatus.EXPIRING, daysAfter(today, -1))
  const expiring = await turn(ProductStatus.ACTIVE, daysAfter(today, EXPIRING_DAYS))
  return { expiring, suspended, ended }
}

async function age(tx: Transaction, key: number): Promise<boolean> {
  const product = await heldProduct(tx, key)
  if (product === undefined) return false
  const status = nextStatus(product, tx.today)
  if (status === product.status) return false
  await tx.manager.update(Product, key, { status })
  await tx.audit({
    action: `product ${status.toLowerCase()}`,
    subject: { type: 'Product', key },
    organisation: product.organisation.id,
    detail: { expiresOn: product.expiresOn },
  })
  const kind = changes[status]
  if (kind !== undefined)
    await recordChange(tx, { kind, about: { product: key }, organisation: product.organisation.id })
  if (status === ProductStatus.ENDED) {
    const open = await openRenewal(tx, key)
    if (open !== undefined) await withdrawRenewal(tx, open, 'The service ended without being renewed.')
  }
  return true
}

/** What is written down for people; that a product is due soon, the reminders say. */
const changes: { readonly [status in ProductStatus]?: ChangeKind } = {
  [ProductStatus.SUSPENDED]: ChangeKind.PRODUCT_SUSPENDED,
  [ProductStatus.ENDED]: ChangeKind.PRODUCT_ENDED,
}

function nextStatus({ status, expiresOn }: Product, today: string): ProductStatus {
  switch (status) {
    case ProductStatus.ACTIVE:
    case ProductStatus.EXPIRING:
      return statusUntil(expiresOn, today)
    case ProductStatus.SUSPENDED:
      return expiresOn !== null && expiresOn < daysAfter(today, -DAYS_SUSPENDED)
        ? ProductStatus.ENDED
        : status
    case ProductStatus.ENDED:
      return status
  }
}

/** What a job needs: the database, and the base address of links. */
export type RenewalJobDependencies = TransactionDependencies

/** Products of some states, due on a day or before. */
interface Due {
  readonly statuses: readonly ProductStatus[]
  readonly until: string
  /** A further condition in SQL. INVARIANT: it is a constant of the code, never built from input. */
  readonly besides: string
}

const BATCH = 200

/**
 * Runs a step for every product that is due, each in a transaction of its own, and counts the products that changed.
 * Batches follow an index and continue after the last row, so that a product that fails does not block the others.
 */
async function eachDueProduct(
  dependencies: RenewalJobDependencies,
  { now, due }: { readonly now: Date; readonly due: Due },
  work: (tx: Transaction, product: number) => Promise<boolean>,
): Promise<number> {
  let done = 0
  for (const status of due.statuses) {
    let batch = await dueAfter(dependencies, { status, due, last: FIRST })
    while (batch.length > 0) {
      for (const { id } of batch) {
        if (await systemTransaction(dependencies, now, (tx) => work(tx, id))) done += 1
      }
      batch = await dueAfter(dependencies, { status, due, last: batch.at(-1) ?? FIRST })
    }
  }
  return done
}

interface Place {
  readonly id: number
  readonly expires_on: string
}

const FIRST: Place = { id: 0, expires_on: '1000-01-01' }

interface Walk {
  readonly status: ProductStatus
  readonly due: Due
  readonly last: Place
}

function dueAfter(
  { dataSource }: RenewalJobDependencies,
  { status, due, last }: Walk,
): Promise<readonly Place[]> {
  return dataSource.query(
    `SELECT id, expires_on FROM products
     WHERE status = ? AND expires_on <= ? AND expires_on >= ? AND (expires_on > ? OR id > ?) AND (${due.besides})
     ORDER BY expires_on, id LIMIT ${BATCH}`,
    [status, due.until, last.expires_on, last.expires_on, last.id],
  )
}
