import { fillDemoWorld, idOf } from '../../../schema/world/demo/demo-world'
import { type WholeAnswer } from '../../../src/analysis/ask-everything'
import { seeingAs } from '../../../src/analysis/leaks/compare-answers'
import { worldView } from '../../../src/analysis/leaks/world-view'
import { writeOperation } from '../../../src/analysis/leaks/write-operation'
import { outcomeOf } from '../../../src/analysis/outcome/outcome'
import { type PathOutcome } from '../../../src/analysis/outcome/walk-answer'
import { random } from '../../../src/platform/crypto/random'
import { bindPolicy } from '../../../src/policy/compile/class-policy'
import { explain } from '../../../src/policy/evaluate/explain'
import { type Principal } from '../../../src/policy/principal'
import { readDatabase } from '../../../src/read/read-context'
import { linkRows } from '../../agreement/facts/link-rows'
import { storedTables } from '../../agreement/real-world/stored-tables'
import { actingAs, askersOn } from '../../support/acting-as'
import { eachDatabase } from '../../support/databases'
import { openRealAnalysis, type RealAnalysis } from '../../support/real-bench'
import { NOON } from '../../support/real-engine'
import { runPolicy } from '../run-policy'

/** How many operations each asks, in both modes. */
const COUNT = process.env['DEEP'] === undefined ? { SQLite: 3, MariaDB: 8 } : { SQLite: 150, MariaDB: 150 }

/** Every leaf of an answer by its path; an empty list ends in `*`. */
function leavesOf(value: unknown, path = ''): ReadonlyMap<string, unknown> {
  const at = (step: string): string => (path === '' ? step : `${path}.${step}`)
  if (Array.isArray(value)) {
    if (value.length === 0) return new Map([[at('*'), undefined]])
    return new Map(value.flatMap((one, index) => [...leavesOf(one, at(String(index)))]))
  }
  if (typeof value !== 'object' || value === null) return new Map([[path, value]])
  return new Map(Object.entries(value).flatMap(([key, one]) => [...leavesOf(one, at(key))]))
}

function refusedPaths({ errors = [] }: WholeAnswer): readonly string[] {
  return errors
    .filter((one) => one.extensions?.['code'] === 'FIELD_FORBIDDEN')
    .map((one) => (one.path ?? []).join('.'))
    .sort()
}

eachDatabase((name, open) => {
  const OPERATIONS = COUNT[name]
  let analysis: RealAnalysis
  const kinds = new Map<string, number>()

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    analysis = await openRealAnalysis(dataSource)
  })

  const outcome = (
    text: string,
    principal: Principal,
    more: object = {},
  ): Promise<readonly PathOutcome[]> => {
    const facts = { database: readDatabase(analysis.dataSource), model: analysis.model }
    const dependencies = { engine: analysis.engine.engine, policies: analysis.policies, facts, now: NOON }
    return outcomeOf(dependencies, { text, principal, variables: {}, schema: 'stable', ...more })
  }

  it.each(askersOn(name))(
    `as %s it is the answer, path by path (${OPERATIONS} operations)`,
    async (who) => {
      const principal = await actingAs(analysis.dataSource, who)
      const { schema, model, policies, world } = analysis
      const view = await worldView(seeingAs(analysis, principal), world)
      const { classPolicy: policy } = bindPolicy(policies, principal, NOON)
      const words = { schema, model, policy, world, view, random: random(41, `outcomes of ${who}`) }
      for (let index = 0; index < OPERATIONS; index += 1) {
        const { text } = writeOperation(words)
        for (const mode of ['stable', 'reduced'] as const) {
          const asked = { text, as: principal, variables: {}, schema: mode }
          const answer = await analysis.ask(asked)
          const reported = await analysis.ask({ ...asked, mode: 'report' })
          const found = await outcome(text, principal, { schema: mode })
          for (const { kind } of found) kinds.set(`${mode} ${kind}`, (kinds.get(`${mode} ${kind}`) ?? 0) + 1)
          if (answer.data === undefined || answer.data === null) {
            expect(answer.errors?.map((one) => one.message)).toEqual(
              found.filter((one) => one.kind === 'error').map((one) => one.why),
            )
            continue
          }
          const leaves = leavesOf(answer.data)
          const shown = found.map((one) => [
            one.path.join('.'),
            one.kind === 'value' ? one.value : one.kind === 'absent' ? undefined : null,
          ])
          expect(new Map(shown as [string, unknown][])).toEqual(leaves)
          const redacted = found.filter((one) => one.kind === 'redacted').map((one) => one.path.join('.'))
          expect([...redacted].sort()).toEqual(refusedPaths(reported))
        }
      }
    },
    240_000,
  )

  it('compared every kind of outcome, and enough of them', () => {
    for (const kind of [
      'stable value',
      'stable null',
      'stable redacted',
      'stable absent',
      'stable error',
      'reduced absent',
      'reduced error',
    ])
      expect([kind, (kinds.get(kind) ?? 0) > 0]).toEqual([kind, true])
    const asked = OPERATIONS * askersOn(name).length
    expect(kinds.get('stable value')).toBeGreaterThan(3.3 * asked)
    expect(kinds.get('stable redacted')).toBeGreaterThan(0.085 * asked)
  })

  it('says why: by which rule a cell is shown, and by which a row is hidden', async () => {
    const id = idOf('invoice/lakeside-own-after-switch')
    const text = `{ invoice(id: "${id}") { id net { amount } } nodes(ids: ["${id}", "Invoice:99999"]) { id } }`
    const owner = await outcome(text, await actingAs(analysis.dataSource, 'client-owner'))
    expect(owner.find((one) => one.path.join('.') === 'invoice.net.amount')).toMatchObject({
      kind: 'value',
      rule: 'invoice/billed-organisation',
      why: 'An invoice is accessible only in the Organisation it bills.',
    })
    const partner = await outcome(text, await actingAs(analysis.dataSource, 'partner-full-client-pays'))
    expect(partner).toMatchObject([
      { path: ['invoice'], kind: 'null', rule: 'invoice/never-elsewhere' },
      { path: ['nodes', 0], kind: 'null', rule: 'invoice/never-elsewhere' },
      { path: ['nodes', 1], kind: 'null', why: 'there is no such row' },
    ])
  })

  it('gives for each field the rule that decides that field of that row', async () => {
    const { dataSource, policies } = analysis
    const world = linkRows({ tables: await storedTables(dataSource), entities: dataSource.entityMetadatas })
    const text =
      '{ products(first: 100) { nodes { id name expiresOn publicPrice { amount } resellerPrice { amount } } } }'
    const rules = new Set<string>()
    for (const name of ['client-owner', 'partner-full-client-pays', 'partner-full-partner-pays']) {
      const principal = await actingAs(dataSource, name)
      const bound = bindPolicy(policies, principal, NOON)
      const found = await outcome(text, principal)
      const ids = new Map(
        found.flatMap(({ path, value }) => (path[3] === 'id' ? [[path[2], String(value)] as const] : [])),
      )
      for (const { path, kind, rule } of found) {
        const [, , index, field] = path
        if (typeof field !== 'string' || field === 'id' || (kind !== 'value' && kind !== 'redacted')) continue
        const key = Number(ids.get(index)?.split(':')[1])
        const row = world.get('Product')?.get(key)
        if (row === undefined) throw new Error(`There is no Product:${key}`)
        const { deciding } = explain(bound, { action: 'read', type: 'Product', field }, row)
        expect({ name, key, field, rule: rule ?? null }).toEqual({ name, key, field, rule: deciding })
        rules.add(`${field} ${String(rule)}`)
      }
    }
    // The row, its prices and its date are not all decided by the same.
    expect(new Set([...rules].map((one) => one.split(' ')[1])).size).toBeGreaterThan(3)
  }, 120_000)

  it('says which fields are never for the classes of the principal, and which are not even in their schema', async () => {
    const collaborator = await actingAs(analysis.dataSource, 'client-collaborator')
    const text = '{ products { nodes { id publicPrice { amount } } } invoices { nodes { id } } }'
    const stable = await outcome(text, collaborator)
    const price = stable.find((one) => one.coordinate === 'Product.publicPrice')
    expect(price).toMatchObject({ kind: 'redacted', why: expect.stringContaining('never for your classes') })
    expect(stable.find((one) => one.path[0] === 'invoices')).toMatchObject({
      path: ['invoices', 'nodes', '*'],
      kind: 'absent',
      why: expect.stringContaining('the list is empty'),
    })
    const reduced = await outcome(text, collaborator, { schema: 'reduced' })
    expect(reduced).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'absent', coordinate: 'Product.publicPrice' }),
      ]),
    )
    expect(reduced.some((one) => one.kind === 'error')).toBe(true)
  })
})

it('is a command', async () => {
  const { printed, code } = await runPolicy(
    'outcome',
    `${__dirname}/price.graphql`,
    '--as',
    'client-collaborator',
  )
  expect(code).toBe(0)
  expect(printed).toContain('What client-collaborator gets')
  expect(printed).toMatch(/products\.nodes\[\]\.publicPrice +redacted +\d+ +never for your classes/)
}, 300_000)
