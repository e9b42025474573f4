import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { rootLists } from '../../src/analysis/leaks/scan-roots'
import { type StoredWorld } from '../../src/analysis/leaks/world-change'
import { worldView } from '../../src/analysis/leaks/world-view'
import { writeFilter, writeOrder } from '../../src/analysis/leaks/write-filter'
import { type OperationVocabulary } from '../../src/analysis/leaks/write-operation'
import { random } from '../../src/platform/crypto/random'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import { type Principal } from '../../src/policy/principal'
import { summable } from '../../src/read/schema/list-arguments'
import { typeOf } from '../../src/read/schema/model'
import { actingAs, everybody } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { openRealAnalysis, type RealAnalysis } from '../support/real-bench'
import { NOON } from '../support/real-engine'
import { inOrder, orderKeysOf } from './oracle/in-order'
import { filterOf, meetsFilter } from './oracle/meets-filter'
import { totalsOf } from './oracle/totals-of'

/** How many lists everybody asks for. */
const ROUNDS = process.env['DEEP'] === undefined ? { SQLite: 8, MariaDB: 8 } : { SQLite: 300, MariaDB: 300 }

/** Lists equal what brute force says of the visible rows: filters, orderings, pages either way, counts, sums. */
eachDatabase((name, open) => {
  const rounds = ROUNDS[name]
  let analysis: RealAnalysis
  let world: StoredWorld
  const asked = { lists: 0, narrowed: 0, refused: 0, walked: 0 }

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    analysis = await openRealAnalysis(dataSource)
    world = analysis.world
  })

  it.each(everybody)('for %s', async (who) => {
    const { engine, runner } = analysis
    const { schema, model, policies } = engine.mandate
    const as = await actingAs(analysis.dataSource, who)
    const view = await worldView({ model, policies, principal: as, runner, now: NOON }, world)
    const { classPolicy: policy } = bindPolicy(policies, as, NOON)
    const words: OperationVocabulary = {
      schema,
      model,
      policy,
      world,
      view,
      random: random(23, `lists of ${who}`),
    }
    const lists = [...rootLists(schema)]
    for (let round = 0; round < rounds; round += 1) {
      const [field = '', typeName = ''] = lists[words.random.below(lists.length)] ?? []
      const type = typeOf(model, typeName)
      const filter = words.random.percent(75) ? writeFilter(words, type) : 'filter: {}'
      const order = words.random.percent(70) ? writeOrder(words, type) : 'orderBy: []'
      const sums = summable(type).filter((one) => policy.type(typeName).field(one).kind !== 'never')
      const totals =
        sums.length === 0
          ? ''
          : `totals { currency count ${sums.map((one) => `${one} { amount }`).join(' ')} }`
      const shape = [filter, order].filter((part) => part !== '').join(', ')
      engine.statements.length = 0
      const { data, errors } = await engine.ask({
        text: `{ ${field}(first: 100, ${shape}) { totalCount ${totals} nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`,
        as,
      })
      if (errors !== undefined) {
        asked.refused += 1
        expect(errors.map((one) => one.extensions['code'] ?? one.message)).toEqual(['BAD_USER_INPUT'])
        expect(engine.statements).toEqual([])
        continue
      }
      const visible = [...(view.get(typeName)?.keys() ?? [])]
      const meeting = visible.filter((id) =>
        meetsFilter({ model, view }, { type, id }, filterOf(filter.replace(/^filter: /, ''))),
      )
      const expected = inOrder({ model, view }, { type, ids: meeting }, orderKeysOf(type, order))
      const context = `${field}(${shape})`
      const list = data[field]
      expect([context, keysOf(list.nodes)]).toEqual([context, expected])
      expect(list.totalCount).toBe(expected.length)
      expect(list.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false })
      if (totals !== '')
        expect(plainTotals(list.totals, sums)).toEqual(
          totalsOf({ model, view }, { type, ids: meeting }, sums),
        )
      asked.lists += 1
      if (meeting.length > 0 && meeting.length < visible.length) asked.narrowed += 1
      if (expected.length < 2 || !words.random.percent(30)) continue
      const size = 1 + words.random.below(4)
      expect(await walk(`${field}(${shape}, `, { field, size, as, way: 'forward' })).toEqual(expected)
      expect(await walk(`${field}(${shape}, `, { field, size, as, way: 'backward' })).toEqual(expected)
      asked.walked += 1
    }
    expect(view.size).toBeGreaterThan(10)
  })

  it('asked enough that tells something', () => {
    expect(asked.lists).toBeGreaterThan(everybody.length * rounds * 0.7)
    expect(asked.narrowed).toBeGreaterThan(2 * rounds)
    expect(asked.refused).toBeGreaterThan(rounds / 4)
    expect(asked.walked).toBeGreaterThan(1.25 * rounds)
  })

  interface Walk {
    readonly field: string
    readonly size: number
    readonly as: Principal
    readonly way: 'forward' | 'backward'
  }

  /** All pages of a list, one after the other, from its beginning or from its end. */
  async function walk(head: string, { field, size, as, way }: Walk): Promise<readonly number[]> {
    const found: number[] = []
    let cursor: string | null = null
    for (;;) {
      const page = way === 'forward' ? `first: ${size}, after: $cursor` : `last: ${size}, before: $cursor`
      const text = `query ($cursor: String) { ${head}${page}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
      const { data, errors } = await analysis.engine.ask({ text, as, variables: { cursor } })
      expect(errors).toBeUndefined()
      const { nodes, pageInfo } = data[field]
      if (way === 'forward') found.push(...keysOf(nodes))
      else found.unshift(...keysOf(nodes))
      const more: boolean = way === 'forward' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage
      if (!more) return found
      expect(nodes).toHaveLength(size)
      cursor = way === 'forward' ? pageInfo.endCursor : pageInfo.startCursor
    }
  }
})

function keysOf(nodes: readonly { readonly id: string }[]): readonly number[] {
  return nodes.map(({ id }) => Number(id.split(':')[1]))
}

interface AnsweredTotal {
  readonly currency: string | null
  readonly count: number
  readonly [field: string]: unknown
}

function plainTotals(totals: readonly AnsweredTotal[], fields: readonly string[]) {
  return totals
    .map((total) => ({
      currency: total.currency,
      count: total.count,
      sums: Object.fromEntries(
        fields.map((name) => {
          const money = total[name] as { readonly amount: string } | null
          return [name, money === null ? null : Math.round(Number(money.amount) * 100)]
        }),
      ),
    }))
    .sort((one, other) => (one.currency ?? '').localeCompare(other.currency ?? ''))
}
