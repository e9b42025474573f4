import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { UpdateMembershipInput } from '../../schema/membership/membership.resolver'
import { removeMember } from '../../schema/membership/remove-member'
import { Role } from '../../schema/membership/role'
import { updateMembership } from '../../schema/membership/update-membership'
import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { type Principal } from '../../src/policy/principal'
import { write } from '../../src/write/execute-mutation'
import { type WriteDependencies } from '../../src/write/operation'
import { actingAs } from '../support/acting-as'
import { onMariadb } from '../support/on-mariadb'
import { raceRounds } from '../support/race-rounds'
import { NOON } from '../support/real-engine'

/** Real connections at once. On SQLite transactions wait for each other as a whole. */
const first = idOf('membership/gartenbau-owner')
const second = idOf('membership/gartenbau-administrator')
const keys = [first, second].map((one) => Number(one.split(':')[1]))

onMariadb('two owners at once, ', ({ create }) => {
  let database: DataSource
  let drop: () => Promise<void>
  let dependencies: WriteDependencies
  let owners: readonly Principal[]

  beforeAll(async () => {
    const empty = await create()
    drop = empty.drop
    database = await openDatabaseAt(empty.url, { connections: 10, statementTimeoutSeconds: 60 })
    await fillDemoWorld(database)
    const mandate = mandateOn(database, { secret: Buffer.alloc(32, 7), maximumCost: 1 })
    dependencies = { ...mandate, clock: { now: () => NOON }, publicUrl: 'https://here.example' }
    await restore()
    owners = [await actingAs(database, 'members-owner'), await actingAs(database, 'members-administrator')]
  })
  afterAll(async () => {
    await database.destroy()
    await drop()
  })

  const restore = () => database.query("UPDATE memberships SET role = 'OWNER' WHERE id IN (?, ?)", keys)
  const standing = async (): Promise<number> => {
    const rows = await database.query<{ n: number }[]>(
      "SELECT COUNT(*) AS n FROM memberships WHERE role = 'OWNER' AND id IN (?, ?)",
      keys,
    )
    return Number(rows[0]?.n)
  }
  const asking = (principal: Principal | undefined) => {
    if (principal === undefined) throw new Error('nobody asks')
    return {
      principal,
      locale: 'en',
      passwordMatches: () => Promise.resolve(true),
      spendUnnamed: () => Promise.resolve(),
    }
  }
  const demote = (by: number, whom: string) =>
    write(dependencies, asking(owners[by]), {
      operation: updateMembership,
      input: Object.assign(new UpdateMembershipInput(), { membershipId: whom, role: Role.COLLABORATOR }),
    })
  const leave = (by: number, whom: string) =>
    write(dependencies, asking(owners[by]), { operation: removeMember, input: { membershipId: whom } })

  test('demoting each other: one stays', async () => {
    for (let round = 0; round < raceRounds; round += 1) {
      await restore()
      const done = await Promise.all([demote(0, second), demote(1, first)])
      expect(await standing()).toBe(1)
      const refused = done.flatMap(({ refusals }) => refusals.map(({ code }) => code))
      expect(refused).toHaveLength(1)
      expect(['FORBIDDEN', 'CONFLICT', 'NOT_FOUND']).toContain(refused[0])
    }
  })

  test('giving up at once: one stays', async () => {
    for (let round = 0; round < raceRounds; round += 1) {
      await restore()
      const done = await Promise.all([demote(0, first), demote(1, second)])
      expect(await standing()).toBe(1)
      expect(done.flatMap(({ refusals }) => refusals.map(({ reason }) => reason))).toEqual(['LAST_OWNER'])
    }
  })

  test('one leaves while the other is turned out by them: one stays', async () => {
    await restore()
    await Promise.all([leave(0, second), leave(1, first)])
    expect(await standing()).toBe(1)
  })
})
