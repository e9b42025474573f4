import { setTimeout } from 'node:timers/promises'
import { openDatabaseAt } from '../../ormconfig'
import { recordPayment } from '../../schema/invoice/billing-admin'
import { creditInvoice } from '../../schema/invoice/credit-invoice'
import { dunInvoices } from '../../schema/invoice/dun-invoices'
import { bookMovement } from '../../schema/prepaid-account/book-movement'
import { topUp } from '../../schema/prepaid-account/move-prepaid'
import { idOf } from '../../schema/world/demo/demo-world'
import { onMariadb } from '../support/on-mariadb'
import { raceRounds } from '../support/race-rounds'
import { printFigures } from '../support/print-figures'
import { assertBooksAgree } from './books-agree'
import { keyOf, type MoneyWorld, moneyWorld, transfer } from './money-world'

jest.setTimeout(300_000)

const ROUNDS = raceRounds
const CONNECTIONS = 12
const hosting = { product: 'lakeside-website', price: 100_00, rate: 20_00, earner: 'kontrast' }
const GROSS = 108_10
/** How much longer a request takes to reach its transaction than the back office: so that either may be first. */
const OVER_HTTP = 10

/** Both at once, either of them a little earlier; the other one begins later by so many milliseconds on average. */
async function atOnce<One, Other>(
  one: () => Promise<One>,
  other: () => Promise<Other>,
  later = 0,
): Promise<readonly [One, Other]> {
  const late = later + Math.random() * 12 - 6
  return Promise.all([setTimeout(Math.max(0, -late)).then(one), setTimeout(Math.max(0, late)).then(other)])
}

const reasonOf = (answer: { userErrors: readonly { reason: string }[] }): string =>
  answer.userErrors[0]?.reason ?? 'done'

function counter() {
  const counts: Record<string, number> = {}
  return {
    counts,
    add: (what: string) => {
      counts[what] = (counts[what] ?? 0) + 1
    },
  }
}

// WHY MariaDB only: on SQLite transactions wait for each other as a whole.
onMariadb('', ({ create }) => {
  let world: MoneyWorld
  let since = 0
  const undo: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const { url, drop } = await create()
    const database = await openDatabaseAt(url, { connections: CONNECTIONS, statementTimeoutSeconds: 60 })
    undo.push(drop, () => database.destroy())
    world = await moneyWorld(database)
    since = (await world.rows('invoices')).at(-1).id
    await world.office((tx) => topUp(tx, keyOf('organisation/lakeside'), transfer(100_000_00)))
    for (const persona of ['client-owner', 'client-administrator', 'partner-switched'])
      await world.headersOf(persona)
  })

  afterEach(() => assertBooksAgree(world.database, since))

  afterAll(async () => {
    await world.close()
    for (const step of undo.reverse()) await step()
  })

  const paymentsOf = async (invoice: number) =>
    (await world.rows('payments')).filter(({ invoice_id }) => invoice_id === invoice)

  test(`an invoice paid by two at once, ${ROUNDS} times: once`, async () => {
    const { counts, add } = counter()
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, invoice, order } = await world.sell('lakeside', [hosting])
      const before = await Promise.all(['lakeside', 'kontrast'].map(world.balance))
      const answers = await atOnce(
        () => world.pay('client-owner', id),
        () => world.pay('client-administrator', id),
      )
      const reasons = answers.map(reasonOf)
      add(reasons.join(' / '))
      expect([...reasons].sort()).toEqual(['ALREADY_PAID', 'done'])
      expect(await paymentsOf(invoice)).toHaveLength(1)
      expect(await Promise.all(['lakeside', 'kontrast'].map(world.balance))).toEqual([
        Number(before[0]) - GROSS,
        Number(before[1]) + 20_00,
      ])
      expect(await world.cashback(order)).toMatchObject([{ status: 'CREDITED' }])
    }
    printFigures('double pay', counts)
  })

  test(`paid from the account while a transfer comes in, ${ROUNDS} times: paid once, the other money kept`, async () => {
    const { counts, add } = counter()
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, invoice } = await world.sell('lakeside', [hosting])
      const before = await Promise.all(['lakeside', 'kontrast'].map(world.balance))
      const [paid, recorded] = await atOnce(
        () => world.pay('client-owner', id),
        () => world.office((tx) => recordPayment(tx, invoice, transfer(GROSS))),
        OVER_HTTP,
      )
      const first = reasonOf(paid) === 'done' ? 'account first' : 'transfer first'
      add(first)
      expect(recorded).toMatchObject(
        first === 'account first' ? { toInvoice: 0, beyond: GROSS } : { toInvoice: GROSS, beyond: 0 },
      )
      expect(['done', 'ALREADY_PAID']).toContain(reasonOf(paid))
      expect(await paymentsOf(invoice)).toHaveLength(1)
      // The money of the transfer takes the place of what the account paid, or pays itself.
      expect(await Promise.all(['lakeside', 'kontrast'].map(world.balance))).toEqual([
        before[0],
        Number(before[1]) + 20_00,
      ])
    }
    printFigures('pay against transfer', counts)
  })

  test(`paid while it is credited, ${ROUNDS} times: given back, or never taken`, async () => {
    const { counts, add } = counter()
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, invoice, order } = await world.sell('lakeside', [hosting])
      const before = await Promise.all(['lakeside', 'kontrast'].map(world.balance))
      const [paid] = await atOnce(
        () => world.pay('client-owner', id),
        () => world.office((tx) => creditInvoice(tx, { invoice, of: { of: 'REST' }, reason: 'Mistake' })),
        OVER_HTTP,
      )
      const reason = reasonOf(paid)
      add(reason)
      expect(['done', 'NOTHING_OWED']).toContain(reason)
      expect(await world.invoice(invoice)).toMatchObject({
        status: reason === 'done' ? 'REFUNDED' : 'CANCELLED',
      })
      expect(await world.order(order)).toMatchObject({
        status: reason === 'done' ? 'COMPLETED' : 'CANCELLED',
      })
      expect(await world.cashback(order)).toMatchObject([{ status: 'REVERSED', still_owed: 0 }])
      expect(await Promise.all(['lakeside', 'kontrast'].map(world.balance))).toEqual(before)
    }
    printFigures('pay against credit', counts)
  })

  test(`two credit notes for all of it at once, ${ROUNDS} times: one`, async () => {
    const { counts, add } = counter()
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, invoice } = await world.sell('lakeside', [hosting])
      await world.pay('client-owner', id)
      const credit = () =>
        world
          .office((tx) => creditInvoice(tx, { invoice, of: { of: 'REST' }, reason: 'Mistake' }))
          .then(() => 'done')
          .catch((problem: unknown) => (problem instanceof Error ? problem.message : 'no error'))
      const came = await atOnce(credit, credit)
      add(came.join(' / '))
      expect([...came].sort()).toEqual(['CONFLICT NOTHING_TO_CREDIT', 'done'])
    }
    printFigures('double credit', counts)
  })

  test(`ten bookings at once on one account, ${ROUNDS} times: none lost`, async () => {
    const organisation = keyOf('organisation/alpenrand')
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await world.balance('alpenrand')
      const amounts = Array.from({ length: 10 }, (_none, index) =>
        index % 2 === 0 ? 5_00 + index : -3_00 - index,
      )
      await Promise.all(
        amounts.map((amount) =>
          world.office((tx) =>
            bookMovement(tx, {
              organisation,
              kind: amount > 0 ? 'TOP_UP' : 'WITHDRAWAL',
              amount,
              currency: 'CHF',
              text: 'Race',
            }),
          ),
        ),
      )
      const sum = amounts.reduce((total, amount) => total + amount, 0)
      expect(await world.balance('alpenrand')).toBe(before + sum)
    }
    printFigures('bookings', { rounds: ROUNDS, bookings: ROUNDS * 10 })
  })

  test('ten bookings at once on accounts that do not exist: opened once', async () => {
    for (const name of ['cordier', 'jura', 'hofer', 'bernasconi', 'lagovivo']) {
      const organisation = keyOf(`organisation/${name}`)
      const currency = (await world.rows('organisations')).find(({ id }) => id === organisation).currency
      const book = { organisation, kind: 'TOP_UP', amount: 1_00, currency, text: 'Race' } as const
      await Promise.all(Array.from({ length: 10 }, () => world.office((tx) => bookMovement(tx, book))))
      expect(await world.balance(name)).toBe(10_00)
    }
  })

  test(`withdrawals that together exceed the account, ${ROUNDS} times: never below nothing`, async () => {
    const { counts, add } = counter()
    const account = idOf('prepaid-account/kontrast')
    for (let round = 0; round < ROUNDS; round += 1) {
      const held = await world.balance('kontrast')
      await world.office((tx) => topUp(tx, keyOf('organisation/kontrast'), transfer(1_00)))
      const most = ((held + 1_00) / 100).toFixed(2)
      const answers = await atOnce(
        () => world.withdraw('partner-switched', account, most),
        () => world.withdraw('partner-switched', account, most),
      )
      const reasons = answers.map(reasonOf)
      add(reasons.join(' / '))
      expect([...reasons].sort()).toEqual(['INSUFFICIENT_BALANCE', 'done'])
      expect(await world.balance('kontrast')).toBe(0)
    }
    printFigures('withdrawals', counts)
  })

  test(`one request sent 20 times at once, ${ROUNDS} times: one effect, one answer`, async () => {
    const account = idOf('prepaid-account/lakeside')
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, invoice } = await world.sell('lakeside', [hosting])
      const before = await world.balance('lakeside')
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_none, index) =>
          index < 10
            ? world.pay('client-owner', id, `pay-${round}`)
            : world.withdraw('client-owner', account, '1.00', `out-${round}`),
        ),
      )
      const paid = answers.slice(0, 10)
      const taken = answers.slice(10)
      for (const answer of paid) {
        expect(answer).toEqual({ invoice: { id, status: 'PAID', paidOn: '2026-11-23' }, userErrors: [] })
      }
      // The balance is read after the commit: what else moved it meanwhile may show.
      for (const answer of taken)
        expect(answer).toMatchObject({ prepaidAccount: { id: account }, userErrors: [] })
      expect(await paymentsOf(invoice)).toHaveLength(1)
      expect(await world.balance('lakeside')).toBe(before - GROSS - 1_00)
    }
    printFigures('replays', { rounds: ROUNDS, requests: ROUNDS * 20 })
  })

  test('two gateways that remind at once: each reminder once', async () => {
    for (let many = 0; many < ROUNDS; many += 1) await world.sell('lakeside', [hosting])
    const mails = async () => (await world.rows('outbox_mails')).length
    const before = await mails()
    const late = new Date('2027-01-15T06:00:00Z')
    const reports = await Promise.all([
      dunInvoices(world.dependencies, late),
      dunInvoices(world.dependencies, late),
    ])
    const sum = (of: 'reminders' | 'mails') => reports.reduce((total, report) => total + (report[of] ?? 0), 0)
    const due = (await world.rows('invoices')).filter(({ status }) => status === 'OVERDUE')
    expect(sum('reminders')).toBe(due.length)
    expect((await mails()) - before).toBe(sum('mails'))
    printFigures('reminders', { by: reports.map(({ reminders }) => reminders) })
    expect(await dunInvoices(world.dependencies, late)).toEqual({ overdue: 0, reminders: 0, mails: 0 })
  })
})
