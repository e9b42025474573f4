import { type DataSource } from 'typeorm'
import { ChangeKind } from '../../schema/change/change-kind'
import { followUp } from '../../schema/change/follow-up'
import { recordChanges } from '../../schema/change/record-change'
import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { type ReadFor, readForOn } from '../../src/read/read-for'
import { systemTransaction } from '../../src/write/outside'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'

// What follows from changes when something goes wrong on the way.

eachDatabase((_name, open) => {
  let database: DataSource
  let readFor: ReadFor
  const dependencies = () => ({
    dataSource: database,
    publicUrl: 'https://mandate.example',
    clock: { now: () => NOON },
  })
  const invoice = Number(idOf('invoice/lakeside-own-after-switch').split(':')[1])

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    const mandate = mandateOn(database, { secret: Buffer.alloc(32, 7), maximumCost: 1_000_000 })
    readFor = readForOn(() => mandate.engine)
  })
  beforeEach(async () => {
    await database.query('DELETE FROM outbox_mails')
    await systemTransaction(dependencies(), NOON, (tx) =>
      recordChanges(
        tx,
        [1, 2, 3].map(() => ({ kind: ChangeKind.INVOICE_ISSUED, about: { invoice }, organisation: 1 })),
      ),
    )
  })

  const waiting = async () =>
    (
      await database.query<{ id: number }[]>(
        'SELECT id FROM changes WHERE followed_up_at IS NULL ORDER BY id',
      )
    ).map(({ id }) => id)
  const mails = async () => (await database.query<unknown[]>('SELECT id FROM outbox_mails')).length
  /** As `readFor`, but whatever asks for this change breaks. */
  const breakingFor =
    (change: number): ReadFor =>
    (principal, now) =>
    (document, variables) => {
      const { ids = [] } = variables as { readonly ids?: readonly string[] }
      if (ids.includes(`Change:${change}`)) throw new Error('The database is not well.')
      return readFor(principal, now)(document, variables)
    }

  test('a change that cannot be read keeps no other from leaving, and is tried again', async () => {
    const all = await followUp({ dependencies: dependencies(), readFor }, NOON)
    expect(all).toMatchObject({ placed: 4, failed: 0 })
    const each = (await mails()) / 3
    expect(each).toBeGreaterThan(1)
    await database.query('UPDATE changes SET followed_up_at = NULL WHERE id IN (7, 8, 9)')
    await database.query('DELETE FROM outbox_mails')
    await database.query('DELETE FROM webhook_deliveries')
    const [bad, ...others] = await waiting()
    const report = await followUp({ dependencies: dependencies(), readFor: breakingFor(bad ?? 0) }, NOON)
    expect(report).toMatchObject({ mails: each * others.length, failed: 1 })
    expect(await waiting()).toEqual([bad])
    expect(await followUp({ dependencies: dependencies(), readFor }, NOON)).toMatchObject({
      mails: each,
      failed: 0,
    })
    expect(await waiting()).toEqual([])
  })

  test('two workers at once write each mail once', async () => {
    const parts = { dependencies: dependencies(), readFor }
    const reports = await Promise.allSettled([followUp(parts, NOON), followUp(parts, NOON)])
    await followUp(parts, NOON)
    expect(reports.some(({ status }) => status === 'fulfilled')).toBe(true)
    const written = await database.query<{ recipient: string; n: number | string }[]>(
      'SELECT recipient, COUNT(*) AS n FROM outbox_mails GROUP BY recipient',
    )
    expect(written.length).toBeGreaterThan(1)
    expect(written.map(({ n }) => Number(n))).toEqual(written.map(() => 3))
    expect(await waiting()).toEqual([])
  })

  test('a kind that a later version wrote waits for it, and holds nothing up', async () => {
    await database.query(
      "UPDATE changes SET kind = 'OF_TOMORROW' WHERE id = (SELECT MIN(id) FROM (SELECT id FROM changes WHERE followed_up_at IS NULL) c)",
    )
    await followUp({ dependencies: dependencies(), readFor }, NOON)
    expect(await waiting()).toHaveLength(1)
  })
})
