import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { personas } from '../../../schema/world/demo/personas'
import { everyPrincipal, principalText } from '../../../src/analysis/principals'
import { SIGNED_OUT } from '../../../src/policy/principal'
import { readDatabase } from '../../../src/read/read-context'
import { actingAs } from '../../support/acting-as'
import { eachDatabase } from '../../support/databases'

eachDatabase((name, open) => {
  let dataSource: DataSource

  beforeAll(async () => {
    dataSource = await open()
    await fillDemoWorld(dataSource)
  })

  it(`finds everybody once, in one statement, ${name}`, async () => {
    const inner = readDatabase(dataSource)
    const statements: string[] = []
    const database = {
      query: (text: string, parameters: readonly (string | number | null)[]) => {
        statements.push(text)
        return inner.query(text, parameters)
      },
    }
    const everybody = await everyPrincipal(database)
    expect(statements).toHaveLength(1)
    const [counted] = await inner.query(
      `SELECT (SELECT COUNT(*) FROM memberships) AS members,
        (SELECT COUNT(*) FROM users u WHERE u.staff_role IS NOT NULL
          OR NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id)) AS alone`,
      [],
    )
    expect(everybody).toHaveLength(Number(counted?.['members']) + Number(counted?.['alone']) + 1)
    expect(new Set(everybody.map(principalText)).size).toBe(everybody.length)
    expect(everybody.at(-1)).toEqual(SIGNED_OUT)
    // Nothing of anybody is left out: a slot without a value is a fact that was not read.
    for (const one of everybody) expect(Object.values(one)).not.toContain(undefined)
    expect(everybody.filter(({ staff }) => staff !== null).length).toBeGreaterThan(0)
  })

  it(`finds each persona as its session would be, ${name}`, async () => {
    const everybody = await everyPrincipal(readDatabase(dataSource))
    for (const { key } of personas) expect(everybody).toContainEqual(await actingAs(dataSource, key))
  })

  it(`finds who is a member of nothing, ${name}`, async () => {
    await dataSource.query(
      'DELETE FROM memberships WHERE user_id = (SELECT last FROM (SELECT MAX(user_id) AS last FROM memberships) AS m)',
    )
    const alone = (await everyPrincipal(readDatabase(dataSource))).filter(
      ({ user, membership }) => user !== null && membership === null,
    )
    expect(alone.map((one) => ({ ...one, user: null, staff: null }))).toContainEqual(SIGNED_OUT)
  })
})
