import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { compareAnswers, type Compared, type Sent } from '../../src/analysis/leaks/compare-answers'
import { NO_FILE_TARGETS } from '../../src/analysis/leaks/scan-roots'
import { readStoredWorld } from '../../src/analysis/leaks/world-change'
import {
  type OperationVocabulary,
  writeAddress,
  writeOperation,
  type WrittenOperation,
} from '../../src/analysis/leaks/write-operation'
import { actingAs, askersOn } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { gatewayOver } from '../support/gateway-on'
import { openRealAnalysis, type RealAnalysis } from '../support/real-bench'

const deep = process.env['DEEP'] !== undefined
/** How many operations each asks before and after a change: some 360 pairs on SQLite, and 60 on MariaDB. */
const OPERATIONS = deep ? 400 : 8

/** Operations, and every file that can be fetched beside them. */
const write = (words: OperationVocabulary): WrittenOperation =>
  words.random.percent(35) ? writeAddress(words) : writeOperation(words)

/** Change any value a principal may not see, ask again: not one byte of the answer differs. */
eachDatabase((database, open) => {
  const personas = askersOn(database)
  let analysis: RealAnalysis
  const results: Compared[] = []

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    analysis = await openRealAnalysis(dataSource)
  })

  it.each(personas)(`what %s may not see changes nothing (${OPERATIONS} operations)`, async (name) => {
    const principal = await actingAs(analysis.dataSource, name)
    const compared = await compareAnswers(analysis, {
      name,
      principal,
      seed: 11,
      operations: OPERATIONS,
      write,
    })
    results.push(compared)
    expect(compared.differences).toEqual([])
    expect(compared.changed.cells).toBeGreaterThan(100)
  })

  it('nor does it change a byte of what the gateway sends over HTTP', async () => {
    const { engine, runner } = analysis
    const query = (sql: string, parameters: (string | number | null)[]): Promise<unknown> =>
      runner.query(sql, parameters)
    const gateway = await gatewayOver({ engine: engine.engine, dataSource: { query } })
    try {
      const names = ['client-owner', 'client-collaborator', 'partner-full-client-pays', 'partner-limited']
      for (const name of names) await gateway.headersOf(name)
      // What signing in has written is no change behind anybody's back.
      const world = await readStoredWorld(runner, analysis.dataSource.entityMetadatas)
      for (const name of names) {
        const headers = await gateway.headersOf(name)
        const send = async (asked: Sent): Promise<string> => (await gateway.post(asked, headers)).text
        const principal = await actingAs(analysis.dataSource, name)
        const trial = { name, principal, seed: 29, operations: 15, send, untouched: ['sessions'] }
        const compared = await compareAnswers({ ...analysis, world, fileTargets: NO_FILE_TARGETS }, trial)
        results.push(compared)
        expect(compared.differences).toEqual([])
        expect(compared.changed.cells).toBeGreaterThan(100)
        expect(compared.telling).toBeGreaterThan(2)
      }
    } finally {
      await gateway.close()
    }
  })

  it('compared enough, and not only refusals', () => {
    const sum = (of: (one: Compared) => number): number => results.reduce((total, one) => total + of(one), 0)
    expect(sum((one) => one.pairs)).toBeGreaterThanOrEqual(personas.length * OPERATIONS)
    expect(sum((one) => one.telling)).toBeGreaterThan(sum((one) => one.pairs) / 3)
    expect(sum((one) => one.changed.facts)).toBeGreaterThan(1000)
    expect(sum((one) => one.changed.rows)).toBeGreaterThan(1000)
  })
})
