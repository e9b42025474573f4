import { type DataSource } from 'typeorm'
import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'

/** A change of rights is seen by the very next request of a session that was open before. */
eachDatabase((_, open) => {
  let database: DataSource
  let gateway: RunningGateway

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database)
  })

  afterAll(() => gateway.close())

  async function ask(key: string, query: string) {
    return (await gateway.post({ query }, await gateway.headersOf(key))).body
  }

  /** Changes a row, looks, and changes it back. */
  async function whileChanged(change: readonly [string, string], look: () => Promise<void>): Promise<void> {
    await database.query(change[0])
    try {
      await look()
    } finally {
      await database.query(change[1])
    }
  }

  const key = (name: string): string => idOf(name).split(':')[1] ?? ''
  const birkenhof = `{ organisation(id: "${idOf('organisation/birkenhof')}") { name postalAddress { city } products { totalCount } } }`

  it('the end of a partnership', async () => {
    const where = `WHERE id = ${key('partnership/birkenhof-alpenrand')}`
    const before = await ask('partner-full-client-pays', birkenhof)
    expect(before.data.organisation.products.totalCount).toBeGreaterThan(0)
    await whileChanged(
      [
        `UPDATE partnerships SET status = 'ENDED', ended_at = '2026-11-23 10:00:00.000' ${where}`,
        `UPDATE partnerships SET status = 'ACTIVE', ended_at = NULL ${where}`,
      ],
      async () => {
        const after = await ask('partner-full-client-pays', birkenhof)
        expect(after.data).toEqual({ organisation: null })
      },
    )
    expect((await ask('partner-full-client-pays', birkenhof)).data).toEqual(before.data)
  })

  it('a switch of the payment mode', async () => {
    const where = `WHERE id = ${key('partnership/birkenhof-alpenrand')}`
    const prices = `{ products(filter: { organisation: { id: { eq: "${idOf('organisation/birkenhof')}" } } }) { nodes { publicPrice { amount } } } }`
    const seen = async (): Promise<number> => {
      const { data } = await ask('partner-full-client-pays', prices)
      return (data.products.nodes as readonly { publicPrice: unknown }[]).filter(
        (one) => one.publicPrice !== null,
      ).length
    }
    expect(await seen()).toBeGreaterThan(0)
    await whileChanged(
      [
        `UPDATE partnerships SET payment_mode = 'PARTNER_PAYS' ${where}`,
        `UPDATE partnerships SET payment_mode = 'CLIENT_PAYS' ${where}`,
      ],
      async () => {
        expect(await seen()).toBe(0)
      },
    )
    expect(await seen()).toBeGreaterThan(0)
  })

  it('the demotion of a member', async () => {
    const where = `WHERE id = ${key('membership/lakeside-administrator')}`
    const query = '{ viewer { role organisation { vatNumber } } invoices { totalCount } }'
    const before = await ask('client-administrator', query)
    expect(before.data.viewer.role).toBe('ADMINISTRATOR')
    expect(before.data.invoices.totalCount).toBeGreaterThan(0)
    await whileChanged(
      [
        `UPDATE memberships SET role = 'EXTERNAL' ${where}`,
        `UPDATE memberships SET role = 'ADMINISTRATOR' ${where}`,
      ],
      async () => {
        const { data } = await ask('client-administrator', query)
        expect(data).toEqual({
          viewer: { role: 'EXTERNAL', organisation: { vatNumber: null } },
          invoices: { totalCount: 0 },
        })
      },
    )
  })

  it('a grant taken away', async () => {
    const query = '{ products { nodes { id } } }'
    const before = await ask('client-external', query)
    expect(before.data.products.nodes).toHaveLength(1)
    const member = key('membership/lakeside-external')
    await database.query(`DELETE FROM product_grants WHERE membership_id = ${member}`)
    expect((await ask('client-external', query)).data.products.nodes).toEqual([])
  })

  it('a membership that is gone: the session may act there no more', async () => {
    const member = key('membership/kontrast-collaborator-not-granted')
    const query = '{ viewer { role } partners { totalCount } }'
    expect((await ask('partner-collaborator-not-granted', query)).data.viewer.role).toBe('COLLABORATOR')
    await database.query(`DELETE FROM memberships WHERE id = ${member}`)
    const after = await ask('partner-collaborator-not-granted', query)
    expect(after.data ?? null).toBeNull()
    expect(after.errors[0].extensions.code).toBe('NOT_FOUND')
  })
})
