import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { personas } from '../../schema/world/demo/personas'
import { mandateOn } from '../../src/app/mandate-on'
import { readSettings } from '../../src/app/settings'
import { type Gateway, startGateway } from '../../src/http/gateway'
import { systemClock } from '../../src/platform/clock'
import { createLogger } from '../../src/platform/logger'
import { demoWorldOn } from '../auth/session-world'
import { type Answer, codes, post } from './start-probe'

interface Example {
  readonly variants: readonly string[]
}

/** The examples as the browser gets them. */
function readExamples(): readonly Example[] {
  const page: { MandateExamples?: readonly Example[] } = {}
  runInNewContext(readFileSync('web/graphiql/examples.js', 'utf8'), page)
  return page.MandateExamples ?? []
}

const examples = readExamples()
const nameOf = (query: string): string => /query (\w+)/.exec(query)?.[1] ?? 'unnamed'

let database: DataSource
let gateway: Gateway
beforeAll(async () => {
  database = await demoWorldOn(() => openDatabaseAt('sqlite::memory:'))
  const settings = readSettings({ PORT: '0', NODE_ENV: 'test', SIGN_IN_ATTEMPTS_PER_ADDRESS: '1000' })
  const { engine } = mandateOn(database, { secret: Buffer.alloc(32, 1), maximumCost: settings.maxCost })
  const logger = createLogger('silent')
  gateway = await startGateway({
    engine,
    dataSource: database,
    settings,
    personas,
    logger,
    clock: systemClock,
  })
})
afterAll(async () => {
  await gateway.close()
  await database.destroy()
})

/** Runs the variant that the page would show this caller; undefined where none is valid. */
async function runExample(
  { variants }: Example,
  headers: Record<string, string>,
): Promise<Answer | undefined> {
  for (const query of variants) {
    const answer = await post(`${gateway.url}/graphql`, { query }, { ...headers, 'x-schema': 'reduced' })
    if (!codes(answer).includes('GRAPHQL_VALIDATION_FAILED')) return answer
  }
  return undefined
}

async function signedIn({
  email,
  password,
  ids,
}: (typeof personas)[number]): Promise<Record<string, string>> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { sessionToken } }'
  const answer = await post(`${gateway.url}/graphql`, { query, variables: { input: { email, password } } })
  return {
    authorization: `Bearer ${answer.body.data.signIn.sessionToken}`,
    ...(ids.organisation === null ? {} : { 'x-organisation': `Organisation:${ids.organisation}` }),
  }
}

test.each(personas.map((persona) => [persona.key, persona] as const))(
  'every example shown to %s runs without an error',
  async (_key, persona) => {
    const headers = await signedIn(persona)
    const shown: string[] = []
    for (const example of examples) {
      const answer = await runExample(example, headers)
      if (answer === undefined) continue
      shown.push(nameOf(example.variants[0] ?? ''))
      expect(answer.body.errors).toBeUndefined()
    }
    const forAll = persona.organisation === null ? ['WhoAmI'] : ['WhoAmI', 'Products']
    expect(shown).toEqual(expect.arrayContaining(forAll))
  },
)

test('the signed-out are shown who they are, and nothing that fails', async () => {
  const answers = await Promise.all(examples.map((example) => runExample(example, {})))
  expect(answers[0]?.body.data).toEqual({ viewer: { role: null, accounting: false, scopes: [] } })
  for (const answer of answers) expect(answer?.body.errors).toBeUndefined()
})

test('each variant is shown to somebody', async () => {
  const seen = new Set<string>()
  for (const headers of [{}, ...(await Promise.all(personas.map(signedIn)))]) {
    for (const { variants } of examples) {
      for (const query of variants) {
        const probe = { query: `${query}\nquery JustValidate { __typename }`, operationName: 'JustValidate' }
        const answer = await post(`${gateway.url}/graphql`, probe, { ...headers, 'x-schema': 'reduced' })
        if (answer.body.errors !== undefined) continue
        seen.add(query)
        break
      }
    }
  }
  const never = examples.flatMap(({ variants }) => variants).filter((query) => !seen.has(query))
  expect(never).toEqual([])
})

test('the page knows the personas by what it shows', async () => {
  const shown = await (await fetch(`${gateway.url}/graphiql/personas.json`)).json()
  expect(shown).toHaveLength(personas.length)
  expect(Object.keys((shown as object[])[0] ?? {})).toEqual([
    'key',
    'name',
    'email',
    'password',
    'organisation',
    'role',
    'situation',
    'ids',
  ])
})

/** How the page looks was seen in a browser, at 390 and 1280 pixels; these two rules made it so. */
test('queries, tabs and history are the page’s, not a person’s, and a narrow window puts the answer below the question', () => {
  const script = readFileSync('web/graphiql/page.js', 'utf8')
  expect(script.match(/\bmemory\(\)/g)).toHaveLength(2)
  expect(script).toMatch(/^ {2}const storage = memory\(\)$/m)
  expect(script).not.toMatch(/localStorage|sessionStorage/)
  const style = readFileSync('web/graphiql/page.css', 'utf8')
  const [, narrow = ''] = style.split('@media (max-width: 700px)')
  expect(narrow).toMatch(/\.graphiql-session \{\s+flex-direction: column;/)
})
