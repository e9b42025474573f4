import { shareOf } from '../../../billing/cashback-rules'
import { reverseCharge, vatRateOf } from '../../reference-data'
import { type IssueSpec, type OrganisationSpec } from '../fixture'
import { daysLater, type Draft, named } from './draft'
import { pricedLinesOf } from './orders'

/** An invoice before it has its number. */
export interface Issue {
  readonly name: string
  readonly spec: IssueSpec
  readonly order: string | undefined
  readonly billedTo: string
  readonly client: string
  readonly lines: readonly IssueLine[]
  readonly vatRate: number
  readonly net: number
  readonly vat: number
  readonly gross: number
  readonly currency: string
}

interface IssueLine {
  readonly description: string
  readonly product: string | undefined
  readonly quantity: number
  readonly unitPrice: number
  readonly discountRate: number
  readonly net: number
}

/** Writes every invoice, numbered without gaps in the order of issue, and returns them in that order. */
export function writeInvoices(draft: Draft): readonly Issue[] {
  const issues = [...issuesOf(draft)].sort((a, b) => a.spec.issuedOn.localeCompare(b.spec.issuedOn))
  issues.forEach((issue, index) => writeInvoice(draft, issue, index + 1))
  const credited = issues.filter((issue) => issue.spec.credited !== undefined)
  const byDay = credited.sort((a, b) => creditOf(a).on.localeCompare(creditOf(b).on))
  byDay.forEach((issue, index) => writeCreditNote(draft, issue, index + 1))
  return issues
}

function issuesOf(draft: Draft): readonly Issue[] {
  const ofOrders = Object.entries(draft.fixture.orders).flatMap(([name, order]) => {
    if (order.invoice === undefined) return []
    const lines = pricedLinesOf(draft, name, order).map((line) => ({
      description: line.description,
      product: line.product,
      quantity: 1,
      unitPrice: line.publicPrice,
      discountRate: line.discountRate,
      net: line.price,
    }))
    const parties = { billedTo: order.payer, client: order.placedFor, order: name }
    return [issueOf(draft, { name, spec: order.invoice, lines, ...parties })]
  })
  const loose = Object.entries(draft.fixture.invoices).map(([name, spec]) => {
    const lines = spec.lines.map((line) => ({
      description: line.description,
      product: line.product,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discountRate: 0,
      net: line.quantity * line.unitPrice,
    }))
    return issueOf(draft, {
      name,
      spec,
      lines,
      billedTo: spec.billedTo,
      client: spec.client,
      order: undefined,
    })
  })
  return [...ofOrders, ...loose]
}

function issueOf(draft: Draft, parts: Omit<Issue, 'vatRate' | 'net' | 'vat' | 'gross' | 'currency'>): Issue {
  const billed = named(draft.fixture.organisations, parts.billedTo)
  const vatRate = vatRateOf({ country: countryOf(billed), vatStatus: billed.vatStatus }, parts.spec.issuedOn)
  const net = parts.lines.reduce((sum, line) => sum + line.net, 0)
  const vat = shareOf(net, vatRate)
  return { ...parts, vatRate, net, vat, gross: net + vat, currency: billed.currency }
}

function writeInvoice({ names, rows, fixture }: Draft, issue: Issue, sequence: number): void {
  const id = names.add('invoice', issue.name)
  const number = `INV-${String(sequence).padStart(7, '0')}`
  rows.add('invoices', {
    id,
    issuer: 'MAIN',
    sequence,
    previous_sequence: sequence === 1 ? null : sequence - 1,
    number,
    status: statusOf(issue),
    issued_on: issue.spec.issuedOn,
    due_on: daysLater(issue.spec.issuedOn, 30),
    paid_on: issue.spec.paidOn ?? null,
    billed_organisation_id: names.of('organisation', issue.billedTo),
    client_id: names.of('organisation', issue.client),
    client_name: named(fixture.organisations, issue.client).name,
    net: issue.net,
    vat: issue.vat,
    gross: issue.gross,
    currency: issue.currency,
    vat_rate: issue.vatRate,
    vat_mention: issue.vatRate === 0 ? reverseCharge : null,
    order_id: names.ofOptional('order', issue.order),
  })
  issue.lines.forEach((line, index) => {
    rows.add('invoice_lines', {
      id: names.add('invoice-line', `${issue.name}/${index + 1}`),
      invoice_id: id,
      description: line.description,
      product_id: names.ofOptional('product', line.product),
      quantity: line.quantity,
      unit_price: line.unitPrice,
      discount_rate: line.discountRate,
      net: line.net,
      currency: issue.currency,
    })
  })
}

function writeCreditNote({ names, rows }: Draft, issue: Issue, sequence: number): void {
  const credit = creditOf(issue)
  rows.add('credit_notes', {
    id: names.add('credit-note', issue.name),
    issuer: 'MAIN',
    sequence,
    previous_sequence: sequence === 1 ? null : sequence - 1,
    number: `CN-${String(sequence).padStart(7, '0')}`,
    invoice_id: names.of('invoice', issue.name),
    issued_on: credit.on,
    amount: credit.amount ?? issue.gross,
    currency: issue.currency,
    reason: credit.reason,
  })
}

function statusOf({ spec, gross }: Issue): string {
  if (spec.cancelled === true) return 'CANCELLED'
  if (spec.credited !== undefined) {
    return (spec.credited.amount ?? gross) === gross ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  }
  if (spec.paidOn !== undefined) return 'PAID'
  return daysLater(spec.issuedOn, 30) < DEMO_TODAY ? 'OVERDUE' : 'OPEN'
}

function creditOf(issue: Issue): NonNullable<IssueSpec['credited']> {
  if (issue.spec.credited === undefined) throw new Error(`\`${issue.name}\` is not credited.`)
  return issue.spec.credited
}

function countryOf(organisation: OrganisationSpec): string {
  return organisation.address[3]
}

/** The day on which the demo world is seen: it decides whether an unpaid invoice is overdue. */
export const DEMO_TODAY = '2026-11-23'
