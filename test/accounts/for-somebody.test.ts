import { demoPassword } from '../../schema/world/demo-password'
import { demoTokenOf } from '../../schema/world/demo/demo-token'
import { eachDatabase } from '../support/databases'
import { type AccountWorld, accountWorldOn, documents, GOOD } from './account-world'

/** What changes how somebody signs in, and what it asks for. */
const changes = [
  [documents.begin, { password: demoPassword }],
  [documents.confirmCode, { code: '123456' }],
  [documents.disable, { password: demoPassword, code: '123456' }],
  [documents.regenerate, { password: demoPassword }],
  [documents.change, { currentPassword: demoPassword, newPassword: GOOD }],
] as const

/** A secret of a second step is made and sealed for a person at the keyboard, or not at all. */
eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const kept = () =>
    Promise.all(
      ['users', 'recovery_codes', 'outbox_mails', 'audit_entries'].map((table) =>
        world.database.query<unknown[]>(`SELECT * FROM ${table} ORDER BY id`),
      ),
    )

  test.each(changes)('nobody, and no program, does it: %s', async (document, input) => {
    const before = await kept()
    expect((await world.call(document, input)).userErrors).toMatchObject([{ code: 'UNAUTHENTICATED' }])
    const stale = { authorization: `Bearer ${'x'.repeat(43)}` }
    expect((await world.call(document, input, stale)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ])
    const program = { authorization: `Bearer ${demoTokenOf('gartenbau-everything')}` }
    expect((await world.call(document, input, program)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ])
    expect(await kept()).toEqual(before)
  })
})
