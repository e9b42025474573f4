import type { QueryRunner } from 'typeorm'
import { eachDatabase } from '../support/databases'
import { type OrderingWorld, orderingWorld } from './ordering-world'

/** WHY one more on a server: once its Organisation is held, the membership is looked at again. */
const MOST = { SQLite: 40, MariaDB: 42 }

eachDatabase((name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
  })

  afterAll(() => world.close())

  const order = () => world.place('client-owner', 'lakeside', [{ category: 'WEB_HOSTING' }])

  test('a transaction that fails after its number was given leaves no gap', async () => {
    const before = await world.rows('invoices')
    const last = Number(before.at(-1).sequence)
    // Lines come after the number: without a place for them, every order fails there.
    await world.change('ALTER TABLE invoice_lines RENAME TO elsewhere', [])
    for (const _round of [1, 2, 3]) {
      const answer = await order()
      expect(answer.errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }])
    }
    await world.change('ALTER TABLE elsewhere RENAME TO invoice_lines', [])
    expect(await world.rows('invoices')).toEqual(before)
    const { order: placed } = await order()
    expect(await world.invoiceOf(placed.id)).toMatchObject({
      sequence: last + 1,
      previous_sequence: last,
      number: `INV-${String(last + 1).padStart(7, '0')}`,
    })
  })

  test('an order of fifty lines takes no more statements than one of a single line', async () => {
    const one = await statementsOf(1)
    const fifty = await statementsOf(50)
    expect(fifty).toBe(one)
    expect(one).toBeLessThanOrEqual(MOST[name])
  })

  /** How many statements the transaction of an order runs, from its beginning to its end. */
  async function statementsOf(lines: number): Promise<number> {
    const { database } = world
    const texts: string[] = []
    const known = new WeakSet<QueryRunner>()
    const create = database.createQueryRunner.bind(database)
    database.createQueryRunner = (mode) => {
      const runner = create(mode)
      // SQLite has one runner for everybody.
      if (known.has(runner)) return runner
      known.add(runner)
      const query = runner.query.bind(runner)
      runner.query = (...asked: Parameters<typeof query>) => {
        texts.push(asked[0])
        return query(...asked)
      }
      return runner
    }
    const asked = Array.from({ length: lines }, () => ({ category: 'WEB_HOSTING' }))
    const { userErrors } = await world.place('client-owner', 'lakeside', asked)
    database.createQueryRunner = create
    expect(userErrors).toEqual([])
    const begin = texts.findIndex((text) => /^(START|BEGIN) TRANSACTION/.test(text))
    return texts.slice(begin).findIndex((text) => text === 'COMMIT') - 1
  }
})
