import { type Random } from '../../../src/platform/crypto/random'
import { shareOf } from '../../billing/cashback-rules'
import { vatRateOf } from '../reference-data'
import { grantedProducts, holdsOn, type PlannedMandate, partnerPaysOn } from './mandates'
import { plannedCurrency, type Plan, rateOf } from './plan'
import { switzerland } from './words'

/** One purchase: who ordered, who is billed, what each line costs, who has cashback on it. */
export interface Deal {
  readonly client: number
  readonly payer: number
  /** The organisation it is placed in. */
  readonly placedIn: number
  readonly currency: string
  readonly lines: readonly DealLine[]
  readonly net: number
  readonly vatRate: number
  readonly vat: number
  /** Who has cashback on every line, 0 for nobody. */
  readonly cashbackTo: number
}

export interface DealLine {
  readonly product: number
  readonly publicPrice: number
  readonly discountRate: number
  readonly price: number
  /** 0 where nobody has cashback. */
  readonly cashbackRate: number
}

/** Makes up one purchase of `lines` products on a day, by the rules in force then. */
export function dealOn(
  plan: Plan,
  day: { number: number; text: string },
  draw: { lines: number; chance: Random },
): Deal {
  const { chance } = draw
  const client = 1 + chance.below(plan.size.organisations)
  const inForce = (plan.mandates[client] ?? []).filter((mandate) => holdsOn(mandate, day.number))
  const ordering =
    inForce.length > 0 && chance.percent(50) ? inForce[chance.below(inForce.length)] : undefined
  const products = productsOf(plan, ordering, { client, count: draw.lines, start: chance.below(1_000) })
  const partnerPays = ordering?.access === 'FULL' && partnerPaysOn(ordering, day.number)
  const payer = ordering !== undefined && partnerPays ? ordering.partner : client
  const cashbackTo = payer === client ? cashbackPartner(plan, { ordering, inForce, products }) : 0
  const lines = products.map((product): DealLine => {
    const category = plan.category[product] ?? 0
    const publicPrice = plan.publicPrice[product] ?? 0
    const discountRate = payer === client ? 0 : rateOf(plan, payer, category)
    const cashbackRate = cashbackTo === 0 ? 0 : rateOf(plan, cashbackTo, category)
    return {
      product,
      publicPrice,
      discountRate,
      price: shareOf(publicPrice, 10_000 - discountRate),
      cashbackRate,
    }
  })
  const net = lines.reduce((sum, line) => sum + line.price, 0)
  const { country } = plan.land[payer] ?? switzerland
  const vatRate = vatRateOf({ country, vatStatus: plan.vatStatus[payer] ?? 'NOT_APPLICABLE' }, day.text)
  return {
    client,
    payer,
    placedIn: ordering?.partner ?? client,
    currency: plannedCurrency(plan, payer),
    lines,
    net,
    vatRate,
    vat: shareOf(net, vatRate),
    cashbackTo,
  }
}

interface Wanted {
  readonly client: number
  readonly count: number
  readonly start: number
}

/** Neighbouring products of the client; under limited access only granted ones. */
function productsOf(
  plan: Plan,
  ordering: PlannedMandate | undefined,
  { client, count, start }: Wanted,
): readonly number[] {
  const first = plan.firstProduct[client] ?? 0
  const granted = ordering?.access === 'LIMITED' ? grantedProducts(plan, ordering) : undefined
  const total = plan.productCount[client] ?? 1
  const from = granted ?? Array.from({ length: total }, (_, index) => first + index)
  const lines = Array.from({ length: count }, (_, index) => from[(start + index) % from.length])
  return lines.filter((product) => product !== undefined)
}

/** The one who ordered, else the full one, else the earliest with a grant on all of these. */
function cashbackPartner(
  plan: Plan,
  deal: {
    ordering: PlannedMandate | undefined
    inForce: readonly PlannedMandate[]
    products: readonly number[]
  },
): number {
  if (deal.ordering !== undefined) return deal.ordering.partner
  const full = deal.inForce.find((mandate) => mandate.access === 'FULL')
  if (full !== undefined) return full.partner
  const byAge = [...deal.inForce].sort((a, b) => a.started - b.started)
  const granted = byAge.find((mandate) => {
    const covered = grantedProducts(plan, mandate)
    return deal.products.every((product) => covered.includes(product))
  })
  return granted?.partner ?? 0
}
