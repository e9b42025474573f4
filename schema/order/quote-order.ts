import { Field, ID, Int, ObjectType } from 'type-graphql'
import { decimalOf } from '../../src/read/execute/reading'
import { parseGlobalId } from '../../src/read/cursor'
import { type CustomQuery, type CustomQueryTransaction } from '../../src/write/custom-query'
import { Refusal, type RefusalDetails } from '../../src/write/refusal'
import { cashbackOf } from '../billing/cashback-rules'
import { invoiceTotals } from '../billing/pricing'
import { isBeyondLimits } from '../order-approval/ask-approval'
import { Money } from '../money/money'
import { Organisation } from '../organisation/organisation.entity'
import { VatRate } from '../price/price.entity'
import { ProductCategory } from '../product/product-status'
import { DecimalScalar } from '../scalars'
import { User } from '../user/user.entity'
import { refuse, UserError, userErrorFor } from '../user-error/user-error'
import { vatMentions, vatOn } from '../vat/vat-rules'
import { type QuoteOrderInput } from './order.resolver'
import { priceOrder, type PricedOrder, totalOf, wantedOf } from './place-order'

@ObjectType({ description: 'One service of a quote.' })
class QuotedLine {
  @Field(() => ProductCategory, { description: 'What kind of service.' })
  category: ProductCategory

  @Field(() => String, { description: 'Its name.' })
  name: string

  @Field(() => Int, { description: 'For how many years.' })
  years: number

  @Field(() => Money, { description: 'The public price of all years, excluding VAT.' })
  publicPrice: Money

  @Field(() => DecimalScalar, { description: 'The part of the public price taken off: "0.4" is 40 %.' })
  discountRate: string

  @Field(() => Money, { description: 'The price that would be charged, excluding VAT.' })
  price: Money
}

@ObjectType({ description: 'What an order would cost, and who would pay it. Nothing is ordered.' })
export class OrderQuote {
  @Field(() => ID, { nullable: true, description: 'The Organisation that would pay.' })
  payerId: string | null

  @Field(() => [QuotedLine], { description: 'What would be ordered.' })
  lines: QuotedLine[]

  @Field(() => Money, { nullable: true, description: 'The sum of the lines, excluding VAT.' })
  net: Money | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The VAT rate of today; only where your own Organisation would pay.',
  })
  vatRate: string | null

  @Field(() => Money, { nullable: true, description: 'The VAT; only where your own Organisation would pay.' })
  vat: Money | null

  @Field(() => Money, {
    nullable: true,
    description: 'The amount to pay, VAT included; only where your own Organisation would pay.',
  })
  gross: Money | null

  @Field(() => Money, {
    nullable: true,
    description: 'What you would earn on it as the Partner once it is paid.',
  })
  cashback: Money | null

  @Field(() => Boolean, { description: 'Whether an owner of the client would have to approve it first.' })
  needsApproval: boolean

  @Field(() => [UserError], { description: 'Why it could not be ordered.' })
  userErrors: UserError[]
}

/**
 * What an order would cost. INVARIANT: by the code of `placeOrder`, and it shows no more than the order would: what VAT
 * another Organisation pays tells of its VAT number, and what a Partner earns is not the client's to know.
 */
export const quoteOrder: CustomQuery<QuoteOrderInput, OrderQuote> = {
  name: 'quoteOrder',
  find: async (tx, { organisationId, lines }) => {
    const parsed = parseGlobalId(organisationId)
    const client = parsed?.type === 'Organisation' ? parsed.key : 0
    const acting = tx.principal.organisation?.id
    if (acting === undefined || !(await tx.sees('Organisation', client))) return null
    try {
      if (!(await tx.may('placeOrder', 'Organisation', client))) {
        throw refuse('FORBIDDEN', 'NOT_ALLOWED', { field: 'organisationId' })
      }
      const priced = await priceOrder(tx, { client, placedIn: acting, wanted: wantedOf(lines) })
      return await quoteFor(tx, priced, { client, acting })
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem
      return refusedQuote(tx, problem.refusals)
    }
  },
}

async function quoteFor(
  tx: CustomQueryTransaction,
  { terms, earner, currency, lines }: PricedOrder,
  { client, acting }: { readonly client: number; readonly acting: number },
): Promise<OrderQuote> {
  const money = (amount: number): Money =>
    Object.assign(new Money(), { amount: decimalOf(String(amount), 2, 2), currency })
  const net = totalOf(lines)
  const sums = terms.payer === acting ? await vatOf(tx, acting, net) : null
  const earned = lines.reduce((sum, line) => sum + cashbackOf(line), 0)
  return Object.assign(new OrderQuote(), {
    payerId: `Organisation:${terms.payer}`,
    lines: lines.map(({ category, name, years, publicPrice, discountRate, price }) =>
      Object.assign(new QuotedLine(), {
        category,
        name,
        years,
        publicPrice: money(publicPrice),
        discountRate: decimalOf(String(discountRate), 4),
        price: money(price),
      }),
    ),
    net: money(net),
    vatRate: sums === null ? null : decimalOf(String(sums.rate), 4),
    vat: sums === null ? null : money(sums.vat),
    gross: sums === null ? null : money(sums.gross),
    cashback: terms.income === 'CASHBACK' && acting !== client && earner === acting ? money(earned) : null,
    needsApproval: await isBeyondLimits(tx, { client, placedIn: acting, terms, total: net, currency }),
    userErrors: [],
  })
}

/** The VAT of today, by the rules of an invoice. */
async function vatOf({ manager, today }: CustomQueryTransaction, payer: number, net: number) {
  const billed = await manager.findOneByOrFail(Organisation, { id: payer })
  const { rate } = vatOn({ billed, issuedOn: today }, await manager.findBy(VatRate, {}), vatMentions.en)
  const { vat, gross } = invoiceTotals([{ net, vatRate: rate }])
  return { rate, vat, gross }
}

async function refusedQuote(
  { manager, principal }: CustomQueryTransaction,
  refusals: readonly RefusalDetails[],
): Promise<OrderQuote> {
  const user = await manager.findOneBy(User, { id: principal.user?.id ?? 0 })
  return Object.assign(new OrderQuote(), {
    payerId: null,
    lines: [],
    net: null,
    vatRate: null,
    vat: null,
    gross: null,
    cashback: null,
    needsApproval: false,
    userErrors: refusals.map((each) => userErrorFor(each, user?.locale ?? 'en')),
  })
}
