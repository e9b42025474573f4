import fc from 'fast-check'
import { creditInvoice } from '../../schema/invoice/credit-invoice'
import { bookMovement } from '../../schema/prepaid-account/book-movement'
import { systemTransaction } from '../../src/write/outside'
import { Refusal } from '../../src/write/refusal'
import { type Transaction } from '../../src/write/transaction'
import { NOON } from '../support/real-engine'
import { type Answer, type Deed, must, pick, refused } from './deed'
import {
  balanceOf,
  book,
  credit,
  type Invoice,
  type Model,
  owed,
  settle,
  statusOf,
  type Verdict,
} from './model'
import { mutate, type Real } from './real'

const ERRORS = 'userErrors { code reason field }'
const numbers = fc.nat({ max: 1000 })

const organisations = (model: Model): readonly number[] => [
  ...model.clients,
  ...model.partners.map((partner) => partner.organisation),
]

const topUp = fc.record({ who: numbers, amount: fc.integer({ min: 1, max: 400_000 }) }).map(toppingUp)

export function toppingUp({ who, amount }: { readonly who: number; readonly amount: number }): Deed {
  return {
    text: `top up ${who} by ${amount}`,
    predict: (model) => ({
      verdict: 'done',
      done: () => {
        book(model, must(pick(organisations(model), who)), amount)
      },
    }),
    does: (model, real) =>
      byHouse(real, (tx) =>
        bookMovement(tx, {
          organisation: must(pick(organisations(model), who)),
          kind: 'TOP_UP',
          amount,
          currency: 'CHF',
          text: 'top up',
        }),
      ),
  }
}

const pay = fc.record({ which: numbers, by: fc.nat({ max: 5 }) }).map(({ which, by }): Deed => ({
  text: `pay ${which} by ${by}`,
  predict: (model) => {
    const invoice = pickInvoice(model, which)
    if (invoice === undefined || payerOf(model, invoice.billed, by) !== invoice.billed)
      return refused('NOT_FOUND')
    const due = owed(invoice)
    if (statusOf(invoice) !== 'OPEN' || balanceOf(model, invoice.billed) < due) return refused('CONFLICT')
    return {
      verdict: 'done',
      done: () => {
        book(model, invoice.billed, -due)
        invoice.paid += due
        settle(model, invoice)
      },
    }
  },
  does: async (model, real) => {
    const invoice = pickInvoice(model, which)
    const as = invoice === undefined ? must(model.clients[0]) : payerOf(model, invoice.billed, by)
    return mutate(real, as, {
      text: `mutation ($input: PayInvoiceInput!) { payInvoice(input: $input) { ${ERRORS} } }`,
      input: {
        invoiceId: `Invoice:${invoice === undefined ? 999999999 : await keyOf(real, invoice.number)}`,
      },
    })
  },
}))

const refund = numbers.map((which): Deed => ({
  text: `credit ${which}`,
  predict: (model) => {
    const invoice = pick(model.invoices, which)
    if (invoice === undefined) return refused('NOT_FOUND')
    if (invoice.credited > 0) return refused('CONFLICT')
    const short = model.cashback
      .filter((entry) => entry.order === invoice.order && entry.status === 'CREDITED')
      .some((entry) => balanceOf(model, entry.partner) < entry.amount)
    // What the Partner has spent already is taken back later: test/money covers that, this model leaves it out.
    if (short) return { verdict: 'done', done: () => undefined }
    return {
      verdict: 'done',
      done: () => {
        credit(model, invoice)
        const order = model.orders[invoice.order]
        if (order !== undefined && !order.completed) order.cancelled = true
      },
    }
  },
  does: async (model, real) => {
    const invoice = pick(model.invoices, which)
    if (invoice === undefined) return { verdict: 'NOT_FOUND', reason: '', reported: {} }
    const short = model.cashback
      .filter((entry) => entry.order === invoice.order && entry.status === 'CREDITED')
      .some((entry) => balanceOf(model, entry.partner) < entry.amount)
    if (short && invoice.credited === 0) return { verdict: 'done', reason: '', reported: {} }
    const key = await keyOf(real, invoice.number)
    return byHouse(real, (tx) => creditInvoice(tx, { invoice: key, of: { of: 'REST' }, reason: 'goodwill' }))
  },
}))

export const deedsOnMoney = [topUp, topUp, pay, pay, pay, pay, refund]

/** Mostly one that is open, sometimes any. */
function pickInvoice(model: Model, which: number): Invoice | undefined {
  const open = model.invoices.filter((invoice) => statusOf(invoice) === 'OPEN')
  return pick(which % 5 === 0 || open.length === 0 ? model.invoices : open, which)
}

/** Mostly the one who owes it. */
function payerOf(model: Model, billed: number, by: number): number {
  return by < 2 ? must(pick(organisations(model), by + 1)) : billed
}

async function keyOf({ engine }: Real, number: string): Promise<number> {
  const rows = await engine.dependencies.dataSource.query<{ id: number }[]>(
    'SELECT id FROM invoices WHERE number = ?',
    [number],
  )
  return must(rows[0]).id
}

/** What the provider's back office does, without a policy. */
async function byHouse({ engine }: Real, work: (tx: Transaction) => Promise<unknown>): Promise<Answer> {
  try {
    await systemTransaction(engine.dependencies, NOON, work)
    return { verdict: 'done', reason: '', reported: {} }
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    const [refused] = problem.refusals
    // Codes of refusals are a subset of the verdicts.
    return { verdict: refused?.code as Verdict, reason: refused?.reason ?? '', reported: {} }
  }
}
