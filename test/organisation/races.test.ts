import { openDatabaseAt } from '../../ormconfig'
import { onMariadb } from '../support/on-mariadb'
import { type DetailsWorld, detailsWorld } from './details-world'
import type { DataSource } from 'typeorm'
import { raceRounds } from '../support/race-rounds'

const ROUNDS = raceRounds

onMariadb('at once, ', ({ create }) => {
  let world: DetailsWorld
  let database: DataSource
  let drop: () => Promise<void>

  beforeAll(async () => {
    const empty = await create()
    drop = empty.drop
    database = await openDatabaseAt(empty.url, { connections: 10, statementTimeoutSeconds: 60 })
    world = await detailsWorld(database)
  })

  afterAll(async () => {
    await world.gateway.close()
    await database.destroy()
    await drop()
  })

  const listOf = (label: string, size: number) => ({
    billingAddresses: Array.from({ length: size }, (_, at) => ({
      label: `${label} ${at}`,
      recipient: 'Buchhaltung',
      address: { street: 'Seestrasse 15', postalCode: '6300', city: 'Zug', country: 'CH' },
      isDefault: at === 0,
    })),
    termsAccepted: true,
  })

  test(`billing addresses replaced twice at once: one list or the other, never both (${ROUNDS} rounds)`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([
        world.update('client-owner', 'lakeside', listOf(`A${round}`, 2)),
        world.update('client-owner', 'lakeside', listOf(`B${round}`, 3)),
      ])
      expect(answers.map(({ userErrors }) => userErrors)).toEqual([[], []])
      const rows = (await world.rows('billing_addresses')).filter((row) => row.organisation_id === 1)
      expect(new Set(rows.map(({ label }) => (label as string).split(' ')[0])).size).toBe(1)
      expect(rows).toHaveLength((rows[0].label as string).startsWith('A') ? 2 : 3)
      expect(rows.filter(({ is_default }) => is_default === 1)).toHaveLength(1)
    }
    expect(await world.rows('terms_acceptances')).toHaveLength(2 * ROUNDS)
  })

  test(`two VAT numbers given at once: one stands, one question is open (${ROUNDS} rounds)`, async () => {
    const give = (vatNumber: string) =>
      world.update('client-owner-limited', 'lagovivo', { vatNumber, termsAccepted: true })
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([give('IT00743110157'), give('IT07635270155')])
      const [row] = (await world.rows('organisations')).filter(({ id }) => id === 8)
      expect(answers.some(({ userErrors }) => userErrors.length === 0)).toBe(true)
      expect(row.vat_status).toBe('UNVERIFIED')
      expect((await world.rows('vat_checks')).filter((check) => check.organisation_id === 8)).toHaveLength(1)
    }
  })
})
