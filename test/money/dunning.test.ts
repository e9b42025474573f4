import { recordPayment } from '../../schema/invoice/billing-admin'
import { dunInvoices } from '../../schema/invoice/dun-invoices'
import { idOf } from '../../schema/world/demo/demo-world'
import { legalDay } from '../../src/platform/clock'
import { eachDatabase } from '../support/databases'
import { type MoneyWorld, moneyWorld, transfer } from './money-world'

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  order { payer { id } placedFor { id } } userErrors { code reason } } }`
const hosting = { product: 'lakeside-website', price: 100_00, rate: 20_00, earner: 'kontrast' }

eachDatabase((_name, open) => {
  let world: MoneyWorld

  beforeAll(async () => {
    world = await moneyWorld(await open())
    // What the demo world has overdue is reminded of, so that the stories stand alone.
    world.turnTo('2026-11-23')
    await run('2026-11-23')
  })

  afterAll(() => world.close())

  const run = (day: string) => dunInvoices(world.dependencies, new Date(`${day}T06:00:00Z`))
  const mails = async () =>
    (await world.rows('outbox_mails'))
      .filter(({ template }) => template === 'dunning')
      .map(({ recipient, data }) => ({ recipient, ...JSON.parse(data) }))
  const newMails = async (work: () => Promise<unknown>) => {
    const before = (await mails()).length
    await work()
    return (await mails()).slice(before)
  }

  test('due on the 23rd of December: reminded of on the 24th, and ten and twenty days after, once each', async () => {
    const { invoice, number } = await world.sell('lakeside', [hosting])
    expect(await world.invoice(invoice)).toMatchObject({ due_on: '2026-12-23', status: 'OPEN', reminders: 0 })
    const sentOn: string[] = []
    for (let day = 22; day < 47; day += 1) {
      const on = legalDay(new Date(Date.UTC(2026, 11, day)))
      const sent = (await newMails(() => run(on))).filter((mail) => mail.number === number)
      expect(await newMails(() => run(on))).toEqual([])
      if (sent.length > 0) sentOn.push(on)
      expect((await world.invoice(invoice)).status).toBe(day < 24 ? 'OPEN' : 'OVERDUE')
      for (const mail of sent) {
        expect(mail).toMatchObject({
          organisation: 'Lakeside Hotel',
          due: { amount: 108_10, currency: 'CHF' },
          dueOn: '2026-12-23',
        })
      }
      // Owner, administrator and the collaborator with accounting; nobody else, and not the Partner.
      if (sent.length > 0) {
        expect(sent.map(({ recipient }) => recipient).sort()).toEqual([
          'marco.steiner@lakeside-hotel.example',
          'nina.keller@lakeside-hotel.example',
          'petra.brunner@lakeside-hotel.example',
        ])
      }
    }
    expect(sentOn).toEqual(['2026-12-24', '2027-01-02', '2027-01-12'])
  })

  test('a gateway that was down sends one reminder, not three; what was paid in part is not asked for again', async () => {
    const { invoice, number, id } = await world.sell('lakeside', [hosting])
    await world.office((tx) => recordPayment(tx, invoice, transfer(8_10)))
    const sent = (await newMails(() => run('2027-01-05'))).filter((mail) => mail.number === number)
    expect(sent).toHaveLength(3)
    expect(sent[0]).toMatchObject({ due: { amount: 100_00 } })
    expect(await world.invoice(invoice)).toMatchObject({ status: 'OVERDUE', reminders: 2 })
    expect(await world.pay('client-owner', id)).toMatchObject({ invoice: { status: 'PAID' } })
    expect(await newMails(() => run('2027-02-05'))).toEqual([])
    expect(await world.invoice(invoice)).toMatchObject({ status: 'PAID', reminders: 2 })
  })

  test('what a Partner was billed is asked of the Partner, never of its client', async () => {
    const placed = await world.ask('partner-switched', PLACE, {
      organisationId: idOf('organisation/lakeside'),
      lines: [{ category: 'WEB_HOSTING', name: 'fair.example' }],
    })
    expect(placed.order).toMatchObject({
      payer: { id: idOf('organisation/kontrast') },
      placedFor: { id: idOf('organisation/lakeside') },
    })
    const recipients = (await newMails(() => run('2027-03-01'))).map(({ recipient }) => recipient)
    expect(recipients.length).toBeGreaterThan(1)
    expect(recipients.filter((recipient) => !recipient.includes('kontrast'))).toEqual([])
    // Neither its collaborators without accounting nor its externals.
    expect(recipients.join()).not.toMatch(/mia\.schmid|fabian\.roth|egli/)
  })

  test('more invoices than a batch holds', async () => {
    for (let many = 0; many < 55; many += 1) await world.sell('cordier', [{ ...hosting, rate: 0 }])
    const report = await run('2027-06-01')
    expect(report).toMatchObject({ overdue: 55, reminders: 55 })
    expect(await run('2027-06-01')).toEqual({ overdue: 0, reminders: 0, mails: 0 })
  })
})
