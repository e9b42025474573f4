import { type DataSource } from 'typeorm'
import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { personas } from '../../schema/world/demo/personas'
import { digestOf } from '../../src/platform/crypto/sealed-text'
import { eachDatabase } from '../support/databases'
import { gatewayWithLog, type LoggedGateway } from '../support/gateway-with-log'
import { CONTINUE, REPORT, threadOf } from './documents'

/** A moment that nothing else in the database has. */
const MOMENT = new Date('2031-05-17T13:37:42.917Z')
const MOMENTS = /13:37|T13|\b13:\d\d:\d\d|37:42|917/
const ADDRESS = '198.51.100.77'
const SAID = 'The locksmith of hall seven takes bribes.'

type Table = readonly Readonly<Record<string, unknown>>[]

eachDatabase((_name, open) => {
  let database: DataSource
  let gateway: LoggedGateway
  let before: ReadonlyMap<string, Table>
  let after: ReadonlyMap<string, Table>
  let token: string
  let receipt: string
  const reporter = personas.find(({ key }) => key === 'client-accountant')
  if (reporter === undefined) throw new Error('nobody to report')

  const tables = async (): Promise<ReadonlyMap<string, Table>> => {
    const all = new Map<string, Table>()
    for (const { tableName } of database.entityMetadatas) {
      all.set(tableName, await database.query<Table>(`SELECT * FROM ${tableName}`))
    }
    return all
  }
  /** The cells that are there now and were not before. */
  const added = (): readonly string[] =>
    [...after].flatMap(([name, rows]) => {
      const known = new Set((before.get(name) ?? []).map((row) => JSON.stringify(row)))
      return rows
        .filter((row) => !known.has(JSON.stringify(row)))
        .map((row) => `${name} ${JSON.stringify(row)}`)
    })

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayWithLog(
      database,
      { TRUST_PROXY: 'true', LOG_LEVEL: 'trace' },
      { now: () => MOMENT },
    )
    const headers = await gateway.headersOf('client-accountant')
    token = String(headers['authorization']).replace('Bearer ', '')
    gateway.log.length = 0
    before = await tables()
    const from = { ...headers, 'x-forwarded-for': ADDRESS }
    const reported = await gateway.post({ query: REPORT, variables: { input: { text: SAID } } }, from)
    receipt = reported.body.data.reportIrregularity.receipt
    await gateway.post(
      { query: CONTINUE, variables: { input: { receipt, text: 'He has done so for years.' } } },
      from,
    )
    await gateway.post({ query: threadOf(receipt) }, from)
    // Refused ones too.
    await gateway.post({ query: REPORT, variables: { input: { text: '' } } }, from)
    after = await tables()
  })

  afterAll(() => gateway.close())

  test('what is kept are one report and two messages, and nothing in any other table', () => {
    expect(
      added()
        .map((row) => row.split(' ')[0])
        .sort(),
    ).toEqual(['irregularity_messages', 'irregularity_messages', 'irregularity_reports'])
    for (const [name, rows] of before) {
      if (!name.startsWith('irregularity_')) expect([name, after.get(name)]).toEqual([name, rows])
    }
  })

  test('none of it tells who: no user, Organisation, session, address, nor the text itself', () => {
    const kept = added().join('\n')
    const { ids, email, name } = reporter
    for (const trace of [
      email,
      name,
      token,
      digestOf(token),
      receipt,
      ADDRESS,
      'locksmith',
      'bribes',
      'Lakeside',
    ]) {
      expect(kept.toLowerCase()).not.toContain(trace.toLowerCase())
    }
    const numbers = added().flatMap((row) => [...row.matchAll(/:(\d+)/g)].map(([, number]) => Number(number)))
    expect(numbers.length).toBeGreaterThan(3)
    const theirs = [ids.user, ids.organisation, Number(idOf('membership/lakeside-accountant').split(':')[1])]
    expect(numbers.filter((number) => theirs.includes(number))).toEqual([])
  })

  test('none of it is finer than a day', () => {
    const kept = added().join('\n')
    expect(kept).toContain('2031-05-17')
    // The sealed text is random letters: left out, lest they look like a time.
    const plain = kept.replace(/s1\.[\w-]+/g, '').replace(/"(?:id|report_id|receipt_hash)":"?[\w]+"?/g, '')
    expect(plain).not.toMatch(MOMENTS)
    expect(plain).not.toMatch(/\d\d:\d\d/)
  })

  test('no counter is moved: ids are random, and next to no other row', async () => {
    const report = async () => {
      const { body } = await gateway.post(
        { query: REPORT, variables: { input: { text: 'Another one.' } } },
        { 'x-forwarded-for': '203.0.113.9' },
      )
      const hash = digestOf(body.data.reportIrregularity.receipt)
      const [row] = await database.query<{ id: number; message: number }[]>(
        `SELECT r.id AS id, m.id AS message FROM irregularity_reports r
         JOIN irregularity_messages m ON m.report_id = r.id WHERE r.receipt_hash = ?`,
        [hash],
      )
      return { id: Number(row?.id), message: Number(row?.message) }
    }
    const found = [await report(), await report(), await report(), await report(), await report()]
    for (const ids of [found.map(({ id }) => id), found.map(({ message }) => message)]) {
      const ascending = [...ids].sort((a, b) => a - b)
      const steps = ascending.slice(1).map((id, index) => id - (ascending[index] ?? 0))
      expect(Math.min(...steps)).toBeGreaterThan(100)
      expect(Math.max(...ids)).toBeGreaterThan(1_000_000)
    }
  })

  test('the log says nothing at all', () => {
    const lines = gateway.log.join('\n')
    for (const trace of [
      SAID,
      'locksmith',
      receipt,
      reporter.email,
      ADDRESS,
      'rregularity',
      `"user":${reporter.ids.user}`,
    ]) {
      expect(lines).not.toContain(trace)
    }
  })
})
