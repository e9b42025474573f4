import type { JobReport } from '../../src/jobs/job'
import { dayBy } from '../../src/services/clock'
import type { Transaction } from '../../src/write/transaction'
import { peopleToBill } from '../invoice/people-to-bill'
import { openRenewal } from '../order/open-renewal'
import { Organisation } from '../organisation/organisation.entity'
import { daysAfter } from './days-after'
import { eachDueProduct, type JobGround } from './each-due-product'
import { heldProduct } from './held-product'
import { Product } from './product.entity'
import { ProductStatus } from './product-status'

/** How many days before the due date who is billed is written to; the nearest first, so that a late run sends one. */
const REMINDERS = [1, 7, 14]
const REMINDED = [ProductStatus.ACTIVE, ProductStatus.EXPIRING]

/**
 * Reminds of renewals that are due soon: the Organisation that is billed, and nobody else.
 * INVARIANT: each reminder is noted on the product in the transaction that writes its mails, so that it is sent once.
 */
export async function remindOfRenewals(ground: JobGround, now: Date): Promise<JobReport> {
  const today = dayBy(ground.clock, now)
  let reminded = 0
  for (const days of REMINDERS) {
    const besides = `expires_on >= '${today}' AND (reminded_days_before IS NULL OR reminded_days_before > ${days})`
    const due = { statuses: REMINDED, until: daysAfter(today, days), besides }
    reminded += await eachDueProduct(ground, { now, due }, (tx, key) => remind(tx, key, days))
  }
  return { reminded }
}

async function remind(tx: Transaction, key: number, days: number): Promise<boolean> {
  const product = await heldProduct(tx, key)
  if (product === undefined || !isToRemind(product, { today: tx.today, days })) return false
  await tx.manager.update(Product, key, { remindedDaysBefore: days })
  const billed = (await openRenewal(tx, key))?.payer ?? product.payer.id
  const { name: organisation } = await tx.manager.findOneByOrFail(Organisation, { id: billed })
  const data = { organisation, product: product.name, dueOn: product.expiresOn }
  for (const { email, locale } of await peopleToBill(tx, billed)) {
    await tx.mail({ to: email, template: 'renewal-reminder', locale, data })
  }
  await tx.audit({
    action: 'renewal reminder sent',
    subject: { type: 'Product', key },
    organisation: product.organisation.id,
    detail: { days },
  })
  return true
}

/** What was found due, asked again of the product as it is held. */
function isToRemind(
  { status, expiresOn, remindedDaysBefore }: Product,
  { today, days }: { readonly today: string; readonly days: number },
): boolean {
  if (expiresOn === null || expiresOn < today || expiresOn > daysAfter(today, days)) return false
  return REMINDED.includes(status) && (remindedDaysBefore === null || remindedDaysBefore > days)
}
