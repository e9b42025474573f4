import { vatCheckJob } from '../../schema/organisation/vat-check'
import { systemClock } from '../../src/platform/clock'
import { type Job } from '../../src/platform/jobs/job'
import { FakeVatRegister } from '../../src/platform/vat-check'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'
import { type DetailsWorld, detailsWorld } from './details-world'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const LAGO_VIVO = 8

eachDatabase((_name, open) => {
  let world: DetailsWorld
  let register: FakeVatRegister
  let job: Job
  const at = (after: number): Date => new Date(NOON.getTime() + after)
  const status = async () =>
    (await world.rows('organisations')).find(({ id }) => id === LAGO_VIVO).vat_status as string
  const give = (vatNumber: string) =>
    world.update('client-owner-limited', 'lagovivo', { vatNumber, termsAccepted: true })

  beforeAll(async () => {
    world = await detailsWorld(await open())
  })
  afterAll(() => world.gateway.close())

  beforeEach(async () => {
    const { database } = world.gateway
    await database.query('DELETE FROM vat_checks')
    await database.query(
      `UPDATE organisations SET vat_number = NULL, vat_status = 'NOT_APPLICABLE' WHERE id = 8`,
    )
    register = new FakeVatRegister(new Set(['IT00743110157']))
    const dependencies = { dataSource: database, publicUrl: 'https://mandate.example', clock: systemClock }
    job = vatCheckJob({ dependencies, register })
  })

  test('a given number is confirmed after the mutation, once, and again after 90 days', async () => {
    await give('IT00743110157')
    expect(await status()).toBe('UNVERIFIED')
    expect(register.asked).toEqual([])
    expect(await job.run(at(0))).toEqual({ confirmed: 1, refused: 0, unreachable: 0 })
    expect(await status()).toBe('VALID')
    expect((await world.rows('audit_entries')).at(-1)).toMatchObject({
      action: 'organisation VAT number checked',
      user_id: null,
      organisation_id: LAGO_VIVO,
    })
    await job.run(at(90 * DAY - 1))
    expect(register.asked).toEqual([{ prefix: 'IT', number: '00743110157' }])
    await job.run(at(90 * DAY))
    expect(register.asked).toHaveLength(2)
  })

  test('a refused number is invalid and not asked about again', async () => {
    await give('IT07635270155')
    expect(await job.run(at(0))).toEqual({ confirmed: 0, refused: 1, unreachable: 0 })
    expect(await status()).toBe('INVALID')
    await job.run(at(400 * DAY))
    expect(register.asked).toHaveLength(1)
  })

  test('unreachable: unverified, tried again ever later, and confirmed once it answers', async () => {
    await give('IT00743110157')
    register.reachable = false
    await job.run(at(0))
    await job.run(at(5 * MINUTE - 1))
    expect(register.asked).toHaveLength(1)
    await job.run(at(5 * MINUTE))
    await job.run(at(14 * MINUTE))
    expect(register.asked).toHaveLength(2)
    expect(await status()).toBe('UNVERIFIED')
    register.reachable = true
    await job.run(at(15 * MINUTE))
    expect(await status()).toBe('VALID')
  })

  test('a confirmed number outlives a silent register by 14 days, and no longer', async () => {
    await give('IT00743110157')
    await job.run(at(0))
    register.reachable = false
    await job.run(at(90 * DAY))
    expect(await status()).toBe('VALID')
    await job.run(at(104 * DAY - 1))
    expect(await status()).toBe('VALID')
    await job.run(at(106 * DAY))
    expect(await status()).toBe('UNVERIFIED')
    expect((await world.rows('vat_checks')).at(-1).attempts).toBe(3)
    register.reachable = true
    await job.run(at(108 * DAY))
    expect(await status()).toBe('VALID')
  })

  test('a confirmed number that the register refuses is invalid at once', async () => {
    await give('IT00743110157')
    await job.run(at(0))
    job = vatCheckJob({
      dependencies: { dataSource: world.gateway.database, publicUrl: '', clock: systemClock },
      register: new FakeVatRegister(new Set()),
    })
    await job.run(at(90 * DAY))
    expect(await status()).toBe('INVALID')
  })

  test('an answer about a number that was changed meanwhile says nothing of the new one', async () => {
    await give('IT07635270155')
    const slow = { ask: async () => (await give('IT00743110157'), 'REFUSED' as const) }
    await vatCheckJob({
      dependencies: { dataSource: world.gateway.database, publicUrl: '', clock: systemClock },
      register: slow,
    }).run(at(0))
    expect(await status()).toBe('UNVERIFIED')
    await job.run(at(0))
    expect(await status()).toBe('VALID')
  })

  test('asked by two gateways at once, it is written down once', async () => {
    await give('IT00743110157')
    const audits = (await world.rows('audit_entries')).length
    await Promise.all([job.run(at(0)), job.run(at(0))])
    expect(await status()).toBe('VALID')
    expect((await world.rows('audit_entries')).length).toBe(audits + 1)
  })

  test('a register that is not there is left alone after five silences in a row', async () => {
    const { database } = world.gateway
    for (let id = 9; id < 16; id += 1) {
      await database.query('UPDATE organisations SET vat_number = ? WHERE id = ?', ['DE136695976', id])
      await database.query('INSERT INTO vat_checks (organisation_id, due_at, attempts) VALUES (?, ?, 0)', [
        id,
        '2026-01-01 00:00:00.000',
      ])
    }
    register.reachable = false
    expect(await job.run(at(0))).toEqual({ confirmed: 0, refused: 0, unreachable: 5 })
  })
})
