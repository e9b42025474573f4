import { MoreThanOrEqual, Not } from 'typeorm'
import { type MailData } from '../mail-data'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { type OrderTerms } from '../billing/order-terms'
import { peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { Order, type OrderKind, OrderStatus } from '../order/order.entity'
import { type Wanted } from '../order/place-order'
import { Organisation } from '../organisation/organisation.entity'
import { PartnershipStatus } from '../partnership/partnership-terms'
import { Partnership } from '../partnership/partnership.entity'
import { OrderApproval, OrderApprovalStatus } from './order-approval.entity'

/** What a Partner orders: services, or another period of one. */
export type OrderedWhat =
  | { readonly kind: OrderKind.PURCHASE; readonly wanted: readonly Wanted[] }
  | { readonly kind: OrderKind.RENEWAL; readonly product: number; readonly years: number }

/** An order that is priced and not placed. Amounts in minor units. */
interface OrderToWeigh {
  readonly client: number
  readonly placedIn: number
  readonly terms: OrderTerms
  readonly total: number
  readonly currency: string
}

const SEVEN_DAYS = 7 * 86_400_000

/**
 * Asks the client's owner, where a Partner orders at the client's cost beyond the limits of its mandate. The number of what
 * waits; null where the order may be placed.
 * INVARIANT: the client's Organisation is locked, so that of two orders at once the second counts the first.
 */
export async function approvalNeeded(
  tx: ActingTransaction,
  order: OrderToWeigh & {
    readonly placedBy: number
    readonly what: OrderedWhat
    readonly description: string
  },
): Promise<number | null> {
  if (!(await isBeyondLimits(tx, order))) return null
  const { client, placedIn, placedBy, what, description, total, currency } = order
  const { id } = await tx.manager.save(OrderApproval, {
    organisation: { id: client },
    requestedIn: { id: placedIn },
    requestedBy: { id: placedBy },
    kind: what.kind,
    description,
    wanted: JSON.stringify(what),
    total,
    currency,
    status: OrderApprovalStatus.PENDING,
    requestedAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + SEVEN_DAYS),
    answeredAt: null,
    order: null,
  })
  const { name: partner } = await tx.manager.findOneByOrFail(Organisation, { id: placedIn })
  const { name } = await tx.manager.findOneByOrFail(Organisation, { id: client })
  const data: MailData<'order-to-approve'> = {
    partner,
    client: name,
    total: { amount: total, currency },
    expiresAt: new Date(tx.now.getTime() + SEVEN_DAYS).toISOString(),
  }
  for (const { email, locale } of await peopleToTell(tx, client, [Role.OWNER])) {
    await tx.mail({ to: email, template: 'order-to-approve', locale, data })
  }
  await tx.audit({
    action: 'order approval asked',
    subject: { type: 'OrderApproval', key: id },
    organisation: client,
    detail: { placedIn },
  })
  return id
}

/** Whether an owner of the client has to agree first. It writes nothing. */
export async function isBeyondLimits(
  tx: Pick<Transaction, 'manager' | 'today' | 'startOf'>,
  { client, placedIn, terms, total, currency }: OrderToWeigh,
): Promise<boolean> {
  if (placedIn === client || terms.payer !== client) return false
  const mandate = await tx.manager.findOneBy(Partnership, {
    client: { id: client },
    partner: { id: placedIn },
    status: PartnershipStatus.ACTIVE,
  })
  if (mandate === null || (mandate.orderLimit === null && mandate.monthLimit === null)) return false
  // WHY: an amount in another currency is compared with nothing; the owner decides.
  if (mandate.currency !== currency) return true
  if (mandate.orderLimit !== null && total > mandate.orderLimit) return true
  if (mandate.monthLimit === null) return false
  return total + (await orderedThisMonth(tx, { client, placedIn })) > mandate.monthLimit
}

/** What the Partner has ordered at the client's cost since the first of the legal month, but for what was withdrawn. */
async function orderedThisMonth(
  tx: Pick<Transaction, 'manager' | 'today' | 'startOf'>,
  { client, placedIn }: { readonly client: number; readonly placedIn: number },
): Promise<number> {
  const orders = await tx.manager.find(Order, {
    select: { id: true, total: true },
    where: {
      organisation: { id: placedIn },
      placedFor: { id: client },
      payer: { id: client },
      status: Not(OrderStatus.CANCELLED),
      placedAt: MoreThanOrEqual(tx.startOf(`${tx.today.slice(0, 7)}-01`)),
    },
  })
  return orders.reduce((sum, order) => sum + order.total, 0)
}
