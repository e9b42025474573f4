import type { JobReport } from '../../src/jobs/job'
import { dayBy } from '../../src/services/clock'
import type { Transaction } from '../../src/write/transaction'
import { payFromPrepaid } from '../invoice/pay-from-prepaid'
import { mandatesInForce } from '../order/mandates-in-force'
import { openRenewal } from '../order/open-renewal'
import { placeRenewal } from '../order/place-renewal'
import { daysAfter } from './days-after'
import { type Due, eachDueProduct, type JobGround } from './each-due-product'
import { heldProduct } from './held-product'
import { Product } from './product.entity'
import { ProductStatus } from './product-status'

/** How many days before the due date a product first renews itself. */
const DAYS_AHEAD = 14
const RENEWED = [ProductStatus.ACTIVE, ProductStatus.EXPIRING, ProductStatus.SUSPENDED]

/**
 * Renews the products that shall renew themselves, billed to the payer stored on them, and pays from the payer's
 * prepaid account where that suffices - tried again at every run until the product ends.
 * INVARIANT: never twice for one due date, whoever else runs it at the same moment.
 */
export async function renewProducts(ground: JobGround, now: Date): Promise<JobReport> {
  const until = daysAfter(dayBy(ground.clock, now), DAYS_AHEAD)
  const fresh: Due = { statuses: RENEWED, until, besides: `auto_renew = 1 AND ${NOT_RENEWED}` }
  const waiting: Due = {
    statuses: RENEWED,
    until,
    besides: 'auto_renew = 1 AND auto_renewed_for = expires_on',
  }
  const renewed = await eachDueProduct(ground, { now, due: fresh }, renewItself)
  // WHY apart: the number of an invoice is the last lock of a transaction, and accounts come before it.
  const paid = await eachDueProduct(ground, { now, due: waiting }, payItself)
  return { renewed, paid }
}

const NOT_RENEWED = '(auto_renewed_for IS NULL OR auto_renewed_for <> expires_on)'

/** Whether a renewal was placed. Where one waits for payment already, or nothing is sold, the next run looks again. */
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

/** What was found due, asked again of the product as it is held. */
function isToRenew({ autoRenew, status, expiresOn, autoRenewedFor }: Product, today: string): boolean {
  if (!autoRenew || expiresOn === null || expiresOn === autoRenewedFor) return false
  return status !== ProductStatus.ENDED && expiresOn <= daysAfter(today, DAYS_AHEAD)
}

/** Pays the renewal a product has placed itself; nobody's own order is paid without being asked. */
async function payItself(tx: Transaction, key: number): Promise<boolean> {
  const open = await openRenewal(tx, key)
  if (open === undefined || open.invoice === null || open.placedBy !== null) return false
  return payFromPrepaid(tx, open.invoice)
}
