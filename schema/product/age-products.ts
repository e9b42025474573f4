import type { JobReport } from '../../src/jobs/job'
import { dayBy } from '../../src/services/clock'
import type { Transaction } from '../../src/write/transaction'
import { openRenewal } from '../order/open-renewal'
import { withdrawRenewal } from '../order/withdraw-renewal'
import { daysAfter } from './days-after'
import { eachDueProduct, type JobGround } from './each-due-product'
import { heldProduct } from './held-product'
import { Product } from './product.entity'
import { ProductStatus } from './product-status'
import { EXPIRING_DAYS, statusUntil } from './status-until'

/** How many days a product stays stopped after its due date before it ends for good. */
const DAYS_SUSPENDED = 30

/**
 * What time does to products nobody pays for: due soon, stopped after the due date, gone thirty days later. A product
 * that ends takes its unpaid renewal with it, credited in full: nothing is owed for a service that is not given.
 */
export async function ageProducts(ground: JobGround, now: Date): Promise<JobReport> {
  const today = dayBy(ground.clock, now)
  const turn = (status: ProductStatus, until: string): Promise<number> =>
    eachDueProduct(ground, { now, due: { statuses: [status], until, besides: '1 = 1' } }, age)
  // WHY the last step first: whatever was missed, a product is stopped for a run before it ends.
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
  if (status === ProductStatus.ENDED) {
    const open = await openRenewal(tx, key)
    if (open !== undefined) await withdrawRenewal(tx, open, 'The service ended without being renewed.')
  }
  return true
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
