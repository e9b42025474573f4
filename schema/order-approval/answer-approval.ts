import { In, LessThanOrEqual } from 'typeorm'
import { type JobReport } from '../../src/platform/jobs/job'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { type Operation } from '../../src/write/operation'
import { systemTransaction } from '../../src/write/outside'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { type MailData } from '../mail-data'
import { peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { OrderKind } from '../order/order.entity'
import { priceOrder, settleOrder, totalOf } from '../order/place-order'
import { mandatesInForce } from '../order/price-lines'
import { openRenewal, placeRenewal, priceRenewal } from '../order/renewals'
import { ProductStatus } from '../product/product-status'
import { Product } from '../product/product.entity'
import { placedRenewal } from '../product/renew-product'
import { refuse } from '../user-error/user-error'
import { type OrderedWhat } from './ask-approval'
import { OrderApproval, OrderApprovalStatus } from './order-approval.entity'
import { type AnswerOrderApprovalInput, type WithdrawOrderApprovalInput } from './order-approval.resolver'

/**
 * The client's owner answers what its Partner would order at its cost. Where the owner agrees, it is ordered now, as the
 * Partner asked: under the mandate of today, and never for more than was approved.
 */
export const answerOrderApproval: Operation<AnswerOrderApprovalInput> = {
  name: 'answerOrderApproval',
  by: 'signed in',
  run: async (tx, { approvalId, accept }) => {
    const key = await tx.target('OrderApproval', approvalId, 'approvalId')
    await tx.authorise('answer', 'OrderApproval', key)
    const approval = await pending(tx, key)
    const order = accept ? await placed(tx, approval) : null
    const status = accept ? OrderApprovalStatus.APPROVED : OrderApprovalStatus.REFUSED
    await tx.manager.update(OrderApproval, key, {
      status,
      answeredAt: tx.now,
      order: order === null ? null : { id: order },
    })
    await note(tx, approval, status)
    const data: MailData<'order-approval-answered'> = {
      client: approval.organisation.name,
      answer: accept ? 'ANSWER_ACCEPTED' : 'ANSWER_REFUSED',
    }
    const people = await peopleToTell(tx, approval.requestedIn.id, [Role.OWNER, Role.ADMINISTRATOR])
    for (const { email, locale } of people) {
      await tx.mail({ to: email, template: 'order-approval-answered', locale, data })
    }
    return { approval: { type: 'OrderApproval', key } }
  },
}

/** The Partner takes back what waits for its client's owner. */
export const withdrawOrderApproval: Operation<WithdrawOrderApprovalInput> = {
  name: 'withdrawOrderApproval',
  by: 'signed in',
  run: async (tx, { approvalId }) => {
    const key = await tx.target('OrderApproval', approvalId, 'approvalId')
    await tx.authorise('withdraw', 'OrderApproval', key)
    const approval = await pending(tx, key)
    const status = OrderApprovalStatus.WITHDRAWN
    await tx.manager.update(OrderApproval, key, { status, answeredAt: tx.now })
    await note(tx, approval, status)
    return { approval: { type: 'OrderApproval', key } }
  },
}

async function pending(tx: ActingTransaction, key: number): Promise<OrderApproval> {
  const approval = await tx.manager.findOneOrFail(OrderApproval, {
    where: { id: key },
    relations: { organisation: true, requestedIn: true, requestedBy: true },
  })
  if (approval.expiresAt.getTime() <= tx.now.getTime()) {
    throw refuse('CONFLICT', 'APPROVAL_EXPIRED', { field: 'approvalId' })
  }
  return approval
}

/** @throws Refusal where it cannot be ordered any more as it was asked. */
async function placed(tx: ActingTransaction, approval: OrderApproval): Promise<number> {
  const client = approval.organisation.id
  const placedIn = approval.requestedIn.id
  const placedBy = approval.requestedBy.id
  // What was stored is what `askApproval` wrote.
  const what = JSON.parse(approval.wanted) as OrderedWhat
  switch (what.kind) {
    case OrderKind.PURCHASE: {
      const priced = await priceOrder(tx, { client, placedIn, wanted: what.wanted })
      if (priced.terms.payer !== client)
        throw refuse('CONFLICT', 'APPROVAL_OUTDATED', { field: 'approvalId' })
      mustNotCostMore(approval, { total: totalOf(priced.lines), currency: priced.currency })
      return settleOrder(tx, { ...priced, client, placedIn, placedBy })
    }
    case OrderKind.RENEWAL: {
      await tx.lock('products', [what.product])
      const product = await tx.manager.findOneOrFail(Product, {
        where: { id: what.product },
        relations: { organisation: true, payer: true },
      })
      const gone = product.status === ProductStatus.ENDED || product.organisation.id !== client
      if (gone || (await openRenewal(tx, product.id)) !== undefined) {
        throw refuse('CONFLICT', 'APPROVAL_OUTDATED', { field: 'approvalId' })
      }
      const mandates = await mandatesInForce(tx, client, product.id)
      const renewal = placedRenewal({ placedIn, placedFor: client }, mandates)
      const request = { renewal, product, years: what.years, placedIn, placedBy, mandates }
      const { terms, currency, line } = await priceRenewal(tx, request)
      if (line === undefined || terms.payer !== client) {
        throw refuse('CONFLICT', 'APPROVAL_OUTDATED', { field: 'approvalId' })
      }
      mustNotCostMore(approval, { total: line.price, currency })
      const done = await placeRenewal(tx, request)
      if (done.kind === 'NOT_SOLD') throw refuse('CONFLICT', 'APPROVAL_OUTDATED', { field: 'approvalId' })
      return done.order
    }
  }
}

function mustNotCostMore(
  approved: OrderApproval,
  { total, currency }: { readonly total: number; readonly currency: string },
): void {
  if (currency === approved.currency && total <= approved.total) return
  throw refuse('CONFLICT', 'APPROVAL_OUTDATED', { field: 'approvalId' })
}

function note(
  tx: Transaction,
  { id, organisation }: OrderApproval,
  status: OrderApprovalStatus,
): Promise<void> {
  return tx.audit({
    action: `order approval ${status.toLowerCase()}`,
    subject: { type: 'OrderApproval', key: id },
    organisation: organisation.id,
  })
}

const BATCH = 200

/** Closes what nobody answered in time. */
export async function expireApprovals(dependencies: TransactionDependencies, now: Date): Promise<JobReport> {
  let expired = 0
  for (;;) {
    const some = await systemTransaction(dependencies, now, expireSome)
    expired += some
    if (some < BATCH) return { expired }
  }
}

async function expireSome(tx: Transaction): Promise<number> {
  const late = { status: OrderApprovalStatus.PENDING, expiresAt: LessThanOrEqual(tx.now) }
  const found = await tx.manager.find(OrderApproval, {
    where: late,
    relations: { organisation: true },
    order: { id: 'ASC' },
    take: BATCH,
  })
  if (found.length === 0) return 0
  await tx.lock(
    'order_approvals',
    found.map(({ id }) => id),
  )
  const status = OrderApprovalStatus.EXPIRED
  await tx.manager.update(
    OrderApproval,
    { ...late, id: In(found.map(({ id }) => id)) },
    { status, answeredAt: tx.now },
  )
  for (const approval of found) await note(tx, approval, status)
  return found.length
}
