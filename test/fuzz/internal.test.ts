import type { DataSource } from 'typeorm'
import type { GraphQLSchema } from 'graphql'
import { declaredSchema } from '../../schema/declared-schema'
import { fillDemoWorld } from '../../schema/world/demo/fill-demo-world'
import { publicSchema } from '../../src/query/public-schema'
import { modelOn } from '../../src/with-nouns/mandate-on'
import { eachDatabase } from '../support/databases'
import { gatewayWithLog, type LoggedGateway } from '../support/gateway-with-log'
import { chanceFrom, writeRequest } from './write-request'

const people = [
  'nobody',
  'client-owner',
  'partner-switched',
  'client-collaborator',
  'staff-compliance',
  'stranger',
]
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 60)

eachDatabase((_name, open) => {
  let database: DataSource
  let gateway: LoggedGateway
  let schema: GraphQLSchema
  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayWithLog(database, {
      LOG_LEVEL: 'error',
      MAX_COST: '50000',
      SIGN_IN_ATTEMPTS_PER_ADDRESS: '100000',
    })
    schema = publicSchema(declaredSchema(), modelOn(database))
  })
  afterAll(() => gateway.close())

  test.each(people)('whatever %s sends, it is no mistake of ours', async (person) => {
    const chance = chanceFrom(seed * 7919 + people.indexOf(person) + 1)
    const own = person === 'nobody' ? {} : await gateway.headersOf(person)
    const { 'x-organisation': _acting, ...session } = own as Record<string, string>
    let answered = 0
    for (let round = 0; round < rounds; round += 1) {
      const { body, headers } = writeRequest(schema, chance)
      // Whoever has erased themselves or signed out sends nothing more.
      if (
        /eraseMe|signOut|revokeSession|resetPassword|changePassword|switchUser|forgetUser/.test(
          String(body['query']),
        )
      )
        continue
      const answer = await gateway.post(body, {
        ...(headers['cookie'] === undefined ? session : {}),
        ...headers,
      })
      const codes = (answer.body.errors ?? []).map(
        (error: { extensions: { code: string } }) => error.extensions.code,
      )
      if (codes.includes('INTERNAL'))
        throw new Error(
          `INTERNAL, seed ${seed}, ${person}: ${JSON.stringify({ body, headers })} ${gateway.log.join('')}`,
        )
      expect(answer.body.extensions?.cost).toBeDefined()
      if (answer.body.data !== undefined && answer.body.data !== null) answered += 1
    }
    expect(gateway.log).toEqual([])
    expect(answered).toBeGreaterThan(rounds / 20)
  })
})
