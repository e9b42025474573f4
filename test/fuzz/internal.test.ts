import { type GraphQLSchema } from 'graphql'
import { type DataSource } from 'typeorm'
import { declaredSchema } from '../../schema/declared'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { modelOn } from '../../src/app/mandate-on'
import { publicSchema } from '../../src/read/schema/public-schema'
import { eachDatabase } from '../support/databases'
import { gatewayWithLog, type LoggedGateway } from '../support/gateway-with-log'
import { send } from '../support/send'
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

  test('nor whatever address is fetched', async () => {
    const own = await gateway.headersOf('partner-switched')
    const odd = [
      '',
      '0',
      '-1',
      '99999999999999999999',
      '%00',
      '%E0%A4%A',
      "'",
      'x'.repeat(3000),
      '1,2,,',
      'Organisation:1',
      '../..',
      '2026-02-30',
      '0000-00-00',
      '+275760-09-13',
    ]
    const paths = odd.flatMap((one) => [
      `/downloads/invoices/${one}.pdf`,
      `/downloads/invoices/1.pdf?lang=${one}`,
      `/downloads/organisations/${one}/processing-certificate.pdf`,
      `/downloads/managed-clients.csv?history=${one}`,
      `/downloads/managed-clients.csv?history=INVOICES&from=${one}&to=${one}`,
      `/downloads/managed-clients.csv?history=CASHBACK&from=2026-01-01&to=2026-12-31&clients=${one}`,
      `/downloads/managed-clients.csv?history=RENEWALS&from=2026-01-01&to=2026-12-31&organisation=${one}`,
      `/calendar/renewals.ics?organisation=${one}`,
      `/personal-data.zip?${one}`,
      `/graphql?query=${one}&variables=${one}&extensions=${one}`,
      `/${one}`,
    ])
    for (const path of paths) {
      for (const headers of [own, { authorization: 'Basic x' }, { cookie: 'mandate_session=x' }]) {
        const { status } = await send(`${gateway.url}${path}`, {
          ...headers,
          'apollo-require-preflight': '1',
        })
        if (status >= 500) throw new Error(`${status} for ${path}: ${gateway.log.join('')}`)
      }
    }
    expect(gateway.log).toEqual([])
  })
})
