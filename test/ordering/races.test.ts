import { setTimeout } from 'node:timers/promises'
import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { renewProducts } from '../../schema/product/renewal-jobs'
import { idOf } from '../../schema/world/demo/demo-world'
import { onMariadb } from '../support/on-mariadb'
import { raceRounds } from '../support/race-rounds'
import { printFigures } from '../support/print-figures'
import { keyOf, type OrderingWorld, orderingWorld } from './ordering-world'

const ROUNDS = raceRounds
const hosting = [{ category: 'WEB_HOSTING' }]

/** Real concurrent connections: MariaDB only; on SQLite transactions wait for each other as a whole. */
onMariadb('at once, ', ({ create }) => {
  let world: OrderingWorld
  let database: DataSource
  let drop: () => Promise<void>

  beforeAll(async () => {
    const empty = await create()
    drop = empty.drop
    database = await openDatabaseAt(empty.url, { connections: 10, statementTimeoutSeconds: 60 })
    world = await orderingWorld(database)
    for (const persona of [
      'client-owner-client-pays',
      'partner-full-client-pays',
      'both-as-partner',
      'stranger',
    ]) {
      await world.headersOf(persona)
    }
  })

  afterAll(async () => {
    await world.close()
    await database.destroy()
    await drop()
  })

  const done = (answers: readonly { userErrors: readonly object[] }[]) =>
    answers.filter(({ userErrors }) => userErrors.length === 0).length
  const codes = (answers: readonly { userErrors: readonly { code: string }[] }[]) =>
    answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))

  /** INVARIANT: the database refuses a gap; this says that nothing is missing at the end either. */
  const numbers = async () => {
    const sequences = (await world.rows('invoices')).map(({ sequence }) => sequence).sort((a, b) => a - b)
    expect(sequences).toEqual(sequences.map((_number, index) => index + 1))
    return sequences.length
  }

  test(`a switch of the mode against orders of the Partner: each is billed by the mode in force (${ROUNDS} rounds)`, async () => {
    const partner = keyOf(idOf('organisation/alpenrand'))
    let mode = 'CLIENT_PAYS'
    let bothModes = 0
    const first = (await world.rows('audit_entries')).length
    for (let round = 0; round < ROUNDS; round += 1) {
      mode = mode === 'CLIENT_PAYS' ? 'PARTNER_PAYS' : 'CLIENT_PAYS'
      const asked = mode
      // Every other round all at once; else one by one, so close that each still runs when the next one begins.
      const after = (turn: number) => setTimeout(round % 2 === 0 ? 0 : turn * 8)
      const answers = await Promise.all([
        world.place('partner-full-client-pays', 'birkenhof', hosting),
        after(1).then(() => world.switchTo('client-owner-client-pays', 'birkenhof-alpenrand', asked)),
        after(2).then(() => world.place('both-as-partner', 'birkenhof', hosting)),
        after(2).then(() => world.place('partner-full-client-pays', 'birkenhof', hosting)),
      ])
      expect(done(answers)).toBe(4)
    }
    // Both are written while the client is held: the order of the audit entries is that of the commits.
    const trail = (await world.rows('audit_entries')).slice(first)
    const invoices = await world.rows('invoices')
    let inForce = 'CLIENT_PAYS'
    let sinceSwitch = 0
    let orders = 0
    for (const { action, detail, subject_id: subject } of trail) {
      if (action === 'partnership payment mode changed') {
        inForce = JSON.parse(detail).after.paymentMode
        if (sinceSwitch > 0 && sinceSwitch % 3 !== 0) bothModes += 1
        sinceSwitch = 0
      } else if (action === 'order placed') {
        orders += 1
        sinceSwitch += 1
        const payer = JSON.parse(detail).payer === partner ? 'PARTNER_PAYS' : 'CLIENT_PAYS'
        const invoice = invoices.find(({ order_id }) => order_id === subject)
        expect([payer, invoice.billed_organisation_id === partner]).toEqual([
          inForce,
          inForce === 'PARTNER_PAYS',
        ])
        expect(invoice.net).toBe(inForce === 'PARTNER_PAYS' ? 277_76 : 347_20)
      }
    }
    expect(orders).toBe(3 * ROUNDS)
    // Otherwise nothing was tried: switches fell between the orders of one round.
    expect(bothModes).toBeGreaterThan(0)
    printFigures('switch against order', `${ROUNDS} switches, ${orders} orders, ${bothModes} split rounds`)
    await numbers()
  })

  test(`eight orders at once of unlike clients: numbers without gap or double (${ROUNDS} rounds)`, async () => {
    const buyers = [
      ['client-owner-client-pays', 'birkenhof'],
      ['partner-full-client-pays', 'birkenhof'],
      ['stranger', 'hafenkontor'],
      ['client-owner', 'lakeside'],
      ['partner-switched', 'lakeside'],
      ['partner-switched', 'montclair'],
      ['client-owner-partner-pays', 'cordier'],
      ['partner-full-partner-pays', 'cordier'],
    ] as const
    const before = await numbers()
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all(
        buyers.map(([persona, client], index) =>
          // One of them fails every time, after others have taken numbers.
          world.place(
            persona,
            client,
            index === round % 8 ? [{ category: 'DOMAIN', name: 'no domain' }] : hosting,
          ),
        ),
      )
      expect(done(answers)).toBe(7)
    }
    expect(await numbers()).toBe(before + 7 * ROUNDS)
  })

  test(`one domain ordered by several at once is registered once (${ROUNDS} rounds)`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const line = [{ category: 'DOMAIN', name: `only-${round}.example` }]
      const answers = await Promise.all([
        world.place('client-owner-client-pays', 'birkenhof', line),
        world.place('stranger', 'hafenkontor', line),
        world.place('partner-switched', 'montclair', line),
        world.place('client-owner', 'lakeside', line),
      ])
      expect(done(answers)).toBe(1)
      expect(codes(answers)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT'])
    }
    await numbers()
  })

  test(`one product renewed by several at once is renewed once (${ROUNDS} rounds)`, async () => {
    const id = idOf('product/birkenhof-drive')
    const before = await numbers()
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([
        world.renew('client-owner-client-pays', id),
        world.renew('partner-full-client-pays', id),
        world.renew('both-as-partner', id),
        world.renew('client-owner-client-pays', id, { years: 2 }),
      ])
      expect(done(answers)).toBe(1)
      expect(codes(answers)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT'])
      await world.change(
        "UPDATE orders SET status = 'COMPLETED' WHERE kind = 'RENEWAL' AND status = 'PLACED'",
        [],
      )
    }
    expect(await numbers()).toBe(before + ROUNDS)
  })

  test(`the same order sent four times at once with one key is placed once (${ROUNDS} rounds)`, async () => {
    const before = await numbers()
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() =>
          world.place('stranger', 'hafenkontor', [{ category: 'MAIL', name: 'Mail' }], `round ${round}`),
        ),
      )
      expect(done(answers)).toBe(4)
      expect(new Set(answers.map(({ order }) => order.id)).size).toBe(1)
    }
    expect(await numbers()).toBe(before + ROUNDS)
  })

  test(`two gateways renew what is due at the same moment: once for each due date (${ROUNDS} rounds)`, async () => {
    const products = ['birkenhof-website', 'cordier-website', 'montclair-website', 'hafenkontor-server']
    const keys = products.map((name) => keyOf(idOf(`product/${name}`)))
    const places = keys.map(() => '?').join(', ')
    await world.change('UPDATE products SET auto_renew = 0', [])
    const before = await numbers()
    for (let round = 0; round < ROUNDS; round += 1) {
      await world.change(
        "UPDATE orders SET status = 'COMPLETED' WHERE kind = 'RENEWAL' AND status = 'PLACED'",
        [],
      )
      await world.change(
        `UPDATE products SET auto_renew = 1, status = 'EXPIRING', auto_renewed_for = NULL, expires_on = '2026-12-01' WHERE id IN (${places})`,
        keys,
      )
      const runs = await Promise.all([1, 2, 3].map(() => renewProducts(world.dependencies, world.now())))
      expect(runs.reduce((sum, { renewed = 0 }) => sum + renewed, 0)).toBe(keys.length)
    }
    expect(await numbers()).toBe(before + keys.length * ROUNDS)
  })
})
