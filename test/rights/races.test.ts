import { setTimeout as pause } from 'node:timers/promises'
import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { idOf } from '../../schema/world/demo/demo-world'
import { onMariadb } from '../support/on-mariadb'
import { raceRounds } from '../support/race-rounds'
import { type HolderWorld, holderWorld, newHolder } from './holder-world'
import { joining } from './joining'

const ROUNDS = raceRounds
const TRANSFER =
  'mutation ($input: TransferProductInput!) { transferProduct(input: $input) { userErrors { code reason } } }'

/** Real concurrent connections: MariaDB only; on SQLite transactions wait for each other as a whole. */
onMariadb('at once, ', ({ create }) => {
  let world: HolderWorld
  let database: DataSource
  let drop: () => Promise<void>
  const asked = async (name: string) => {
    const { userErrors } = await world.change('client-owner', 'lakeside-domain', { ...newHolder, name })
    expect(userErrors).toEqual([])
    return (await world.letters()).at(-1)?.token ?? ''
  }
  const holderName = async () => {
    const holder = await world.holderOf('lakeside-domain')
    return (await world.rows('contacts')).find(({ id }) => id === holder).name as string
  }
  const done = (answers: readonly { userErrors: readonly object[] }[]) =>
    answers.filter(({ userErrors }) => userErrors.length === 0).length
  const confirmations = async () =>
    (await world.rows('audit_entries')).filter(({ action }) => action === 'product holder change confirmed')
      .length

  beforeAll(async () => {
    const empty = await create()
    drop = empty.drop
    database = await openDatabaseAt(empty.url, { connections: 10, statementTimeoutSeconds: 60 })
    world = await holderWorld(database)
    await joining(database, 'nina-keller', { organisation: 'jura', role: 'OWNER' })
    await joining(database, 'marco-steiner', { organisation: 'montclair', role: 'OWNER' })
  })

  afterAll(async () => {
    await world.gateway.close()
    await database.destroy()
    await drop()
  })

  test(`a link confirmed several times at once confirms once (${ROUNDS} rounds)`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const token = await asked(`Twice ${round}`)
      const before = await confirmations()
      const answers = await Promise.all([1, 2, 3, 4].map(() => world.confirm(token)))
      expect(done(answers)).toBe(1)
      expect(await confirmations()).toBe(before + 1)
      expect(await holderName()).toBe(`Twice ${round}`)
    }
  })

  test(`confirmed and refused at once: one of them (${ROUNDS} rounds)`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await holderName()
      const token = await asked(`Either ${round}`)
      const [yes, no] = await Promise.all([world.confirm(token), world.refuse(token)])
      expect(done([yes, no])).toBe(1)
      expect(await holderName()).toBe(done([yes]) === 1 ? `Either ${round}` : before)
    }
  })

  test(`confirmed against a second request: never both (${ROUNDS} rounds)`, async () => {
    let confirmedFirst = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await holderName()
      const token = await asked(`Former ${round}`)
      // Either may come first: each has a start in half of the rounds.
      const [confirmed, again] = await Promise.all([
        pause(round % 2 === 0 ? 0 : 30).then(() => world.confirm(token)),
        world.change('client-owner', 'lakeside-domain', { ...newHolder, name: `Latter ${round}` }),
      ])
      expect(again.userErrors).toEqual([])
      const won = done([confirmed]) === 1
      confirmedFirst += won ? 1 : 0
      expect(await holderName()).toBe(won ? `Former ${round}` : before)
      // Whoever came first, the second request waits for an answer, and it alone.
      const open = (await world.rows('holder_changes')).filter(
        (row) =>
          row.product_id === Number(idOf('product/lakeside-domain').split(':')[1]) &&
          row.confirmed_at === null &&
          row.refused_at === null &&
          row.voided_at === null,
      )
      expect(open).toHaveLength(1)
      const latest = (await world.letters()).at(-1)
      expect(latest?.data['newHolder']).toBe(`Latter ${round}`)
      expect(latest?.data['holder']).toBe(await holderName())
      expect((await world.refuse(latest?.token ?? '')).userErrors).toEqual([])
    }
    expect(confirmedFirst).toBeGreaterThan(0)
    expect(confirmedFirst).toBeLessThan(ROUNDS)
  })

  test(`given to two Organisations at once: to one (${ROUNDS} rounds)`, async () => {
    const product = idOf('product/lakeside-domain')
    const key = Number(product.split(':')[1])
    const [home, jura, montclair] = ['lakeside', 'jura', 'montclair'].map((name) =>
      idOf(`organisation/${name}`),
    )
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([
        world.gateway.ask('client-owner', TRANSFER, { productId: product, organisationId: jura }),
        world.gateway.ask('client-administrator', TRANSFER, {
          productId: product,
          organisationId: montclair,
        }),
      ])
      expect(done(answers)).toBe(1)
      const lost = answers.find(({ userErrors }) => userErrors.length > 0)
      expect(['NOT_FOUND', 'FORBIDDEN']).toContain(lost.userErrors[0].code)
      const [row] = await database.query<{ organisation_id: number; payer_id: number }[]>(
        'SELECT organisation_id, payer_id FROM products WHERE id = ?',
        [key],
      )
      expect(row?.payer_id).toBe(row?.organisation_id)
      const back = Number(home?.split(':')[1])
      await database.query('UPDATE products SET organisation_id = ?, payer_id = ? WHERE id = ?', [
        back,
        back,
        key,
      ])
    }
  })
})
