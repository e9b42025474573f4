import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { getOperationAST, parse, print } from 'graphql'
import { type DataSource } from 'typeorm'
import { declaredSchema } from '../../schema/declared'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { factHashKey } from '../../src/platform/decision-log/decision-entry'
import { type DecisionLog, openDecisionLog } from '../../src/platform/decision-log/decision-log'
import { createLogger } from '../../src/platform/logger'
import { readDatabase } from '../../src/read/read-context'
import { isByNobody, unnamedOf } from '../../src/read/schema/by-nobody'
import { eachDatabase } from '../support/databases'
import { gatewayOver, type RunningGateway } from '../support/gateway-on'

const root = join(__dirname, '../..')
const declared = declaredSchema()
const byNobody = [declared.getQueryType(), declared.getMutationType()]
  .flatMap((type) => Object.values(type?.getFields() ?? {}))
  .filter(isByNobody)
  .map(({ name }) => name)
const receipt = 'r'.repeat(43)

/** One selection of each field that is asked by nobody. A new one needs a line here. */
const ASKED: Readonly<Record<string, string>> = {
  irregularityReport: `irregularityReport(receipt: "${receipt}") { receivedOn }`,
  reportIrregularity: 'reportIrregularity(input: $report) { receipt }',
  continueIrregularity: `continueIrregularity(input: { receipt: "${receipt}", text: "More." }) { added }`,
}
const OTHER: Readonly<Record<string, string>> = {
  query: 'viewer { user { id } }',
  mutation: 'chooseCookies(input: { choice: ALL }) { cookieChoice }',
}

test('every operation by nobody is declared where the schema is, and every such field is tried here', () => {
  expect(Object.keys(ASKED).sort()).toEqual([...byNobody].sort())
  const written = sources(join(root, 'schema')).flatMap((path) => [
    ...readFileSync(path, 'utf8').matchAll(/name: '(\w+)',\n  by: 'nobody'/g),
  ])
  const operations = written.map(([, name]) => name)
  expect(operations.length).toBeGreaterThan(1)
  expect(operations.filter((name) => !byNobody.includes(name ?? ''))).toEqual([])
})

test('whoever adds such a field hides nothing else by it', () => {
  const unnamed = unnamedOf(declared)
  const left = (text: string, name?: string) => {
    const document = parse(text)
    const reported = unnamed.without(document, getOperationAST(document, name) ?? undefined)
    return reported === undefined ? undefined : print(reported).replace(/\s+/g, ' ')
  }
  const report = 'reportIrregularity(input: $r) { receipt }'
  const cookies = 'chooseCookies(input: $c) { cookieChoice }'
  expect(left(`mutation Tell($r: ReportIrregularityInput!) { a: ${report} __typename }`)).toBeUndefined()
  expect(
    left(`mutation Tell($r: ReportIrregularityInput!) { ...F } fragment F on Mutation { ${report} }`),
  ).toBeUndefined()
  expect(
    left(`mutation Tell($r: ReportIrregularityInput!) { ${report} } query Other { viewer { role } }`, 'Tell'),
  ).toBeUndefined()
  expect(
    left(
      `mutation Tell($r: ReportIrregularityInput!, $c: ChooseCookiesInput!) { ...F ${cookies} } fragment F on Mutation { ${report} }`,
    ),
  ).toBe(`mutation ($c: ChooseCookiesInput!) { ${cookies} }`)
  const answer =
    'mutation A($a: AnswerIrregularityInput!) { answerIrregularity(input: $a) { irregularityReport { id } } }'
  expect(left(answer)).toBe(answer)
})

eachDatabase((_name, open) => {
  let database: DataSource
  let gateway: RunningGateway
  let decisions: DecisionLog
  let path: string
  let now = new Date('2026-11-23T12:00:00.000Z')
  const log: string[] = []

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    const secret = Buffer.alloc(32, 7)
    const mandate = mandateOn(database, { secret, maximumCost: 1_000_000 })
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        log.push(chunk.toString('utf8'))
        done()
      },
    })
    const logger = createLogger('trace', sink)
    const folder = mkdtempSync(join(tmpdir(), 'mandate-nobody-'))
    path = join(folder, 'decisions.jsonl')
    const facts = { database: readDatabase(database), model: mandate.model }
    decisions = openDecisionLog({ path, policies: mandate.policies, facts, key: factHashKey(secret), logger })
    const clock = { now: () => now }
    const environment = { TRUSTED_DOCUMENTS: 'audit', TRUSTED_DOCUMENTS_DIR: folder }
    gateway = await gatewayOver(
      { engine: mandate.engine, dataSource: database, writing: mandate, decisions, logger, clock },
      environment,
    )
    await gateway.headersOf('client-accountant')
    // WHY: what an address and an account have tried is written a second later.
    await new Promise((resolve) => setTimeout(resolve, 1500))
  })
  afterAll(() => decisions.close())

  const tables = async (): Promise<ReadonlyMap<string, string>> => {
    const all = new Map<string, string>()
    for (const { tableName } of database.entityMetadatas) {
      if (tableName.startsWith('irregularity_')) continue
      all.set(tableName, JSON.stringify(await database.query(`SELECT * FROM ${tableName}`)))
    }
    return all
  }
  const entries = async (): Promise<string> => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setTimeout(resolve, 30))
    return readFileSync(path, 'utf8')
  }
  const kindOf = (field: string): 'query' | 'mutation' =>
    declared.getQueryType()?.getFields()[field] === undefined ? 'mutation' : 'query'
  const documentOf = (field: string, more = ''): object => {
    const selection = String(ASKED[field])
    const given = selection.includes('$report') ? '($report: ReportIrregularityInput!)' : ''
    const query = `${kindOf(field)} ReportTheBoss${given} { ${more} reported: ${selection} }`
    return {
      query,
      operationName: 'ReportTheBoss',
      variables: given === '' ? {} : { report: { text: 'He takes bribes.' } },
    }
  }

  test.each(
    byNobody.flatMap(
      (field) =>
        [
          [field, 'client-accountant'],
          [field, 'signed out'],
        ] as const,
    ),
  )('%s leaves no trace of when or who: %s', async (field, who) => {
    const headers = who === 'signed out' ? {} : await gateway.headersOf(who)
    // So long after that the use of any credential would be noted.
    now = new Date(now.getTime() + 3_600_000)
    const before = { tables: await tables(), entries: await entries(), log: log.length }
    const { body, status } = await gateway.post(documentOf(field), headers)
    expect([status, body.errors]).toEqual([200, undefined])
    expect(await tables()).toEqual(before.tables)
    expect(await entries()).toBe(before.entries)
    expect(log.slice(before.log)).toEqual([])
  })

  test.each(byNobody)('%s with something else leaves the trace of that alone', async (field) => {
    const headers = await gateway.headersOf('client-accountant')
    const other = String(OTHER[kindOf(field)])
    const before = await entries()
    await gateway.post({ query: `${kindOf(field)} { ${other} }` }, headers)
    const alone = (await entries()).slice(before.length)
    await gateway.post(documentOf(field, other), headers)
    const mixed = (await entries()).slice(before.length + alone.length)
    const reported = (line: string): object => ({ ...JSON.parse(line), correlationId: '', time: '' })
    expect(reported(mixed)).toEqual(reported(alone))
  })

  test('a failure of one is told when the gateway stops, and not when it happened', async () => {
    const headers = await gateway.headersOf('client-accountant')
    const before = log.length
    await database.query('ALTER TABLE irregularity_messages RENAME TO gone_messages')
    try {
      for (const who of [headers, {}]) {
        const { body } = await gateway.post(documentOf('reportIrregularity'), who)
        expect(body.errors?.[0]?.extensions.code).toBe('INTERNAL')
      }
    } finally {
      await database.query('ALTER TABLE gone_messages RENAME TO irregularity_messages')
    }
    expect(log.slice(before)).toEqual([])
    await gateway.close()
    const reported = log.slice(before).join('')
    expect(reported).toContain('"count":2')
    expect(reported).not.toMatch(/rregularity\(|ReportTheBoss|bribes|"user"/)
  })
})

function sources(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return name.endsWith('.ts') ? [path] : []
  })
}
