import { generateWorld, type NotablePerson } from '../../schema/world/generated/generate-world'
import { rootLists } from '../../src/analysis/leaks/scan-roots'
import { type StoredWorld } from '../../src/analysis/leaks/world-change'
import { worldView } from '../../src/analysis/leaks/world-view'
import { writeFilter, writeOrder } from '../../src/analysis/leaks/write-filter'
import { type OperationVocabulary } from '../../src/analysis/leaks/write-operation'
import { personaPrincipal } from '../../src/cli/policy/current-database'
import { random } from '../../src/platform/crypto/random'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import { type Principal } from '../../src/policy/principal'
import { readDatabase } from '../../src/read/read-context'
import { typeOf } from '../../src/read/schema/model'
import { eachDatabase } from '../support/databases'
import { openRealAnalysis, type RealAnalysis } from '../support/real-bench'
import { NOON } from '../support/real-engine'
import { inOrder, orderKeysOf } from './oracle/in-order'
import { filterOf, meetsFilter } from './oracle/meets-filter'

const rounds = process.env['DEEP'] === undefined ? 8 : 200

/** As `lists.test.ts`, where lists are longer than a page and full of ties: every list is walked to its end. */
eachDatabase((_, open) => {
  let analysis: RealAnalysis
  let world: StoredWorld
  let people: readonly NotablePerson[]

  beforeAll(async () => {
    const dataSource = await open()
    people = (await generateWorld(dataSource, { organisations: 60, partners: 4, seed: 9, invoices: 300 }))
      .people
    analysis = await openRealAnalysis(dataSource)
    world = analysis.world
  })

  it('lists of people of a generated world equal brute force', async () => {
    const { model, policies, schema } = analysis.engine.mandate
    let longest = 0
    for (const person of people) {
      const as = await personaPrincipal(readDatabase(analysis.dataSource), person)
      if (as === undefined) throw new Error(`${person.key} is nobody`)
      const view = await worldView(
        { model, policies, principal: as, runner: analysis.runner, now: NOON },
        world,
      )
      const { classPolicy: policy } = bindPolicy(policies, as, NOON)
      const words: OperationVocabulary = {
        schema,
        model,
        policy,
        world,
        view,
        random: random(31, person.key),
      }
      const lists = [...rootLists(schema)].filter(([, type]) => (view.get(type)?.size ?? 0) > 1)
      for (let round = 0; round < rounds; round += 1) {
        const [field = '', typeName = ''] = lists[words.random.below(lists.length)] ?? []
        const type = typeOf(model, typeName)
        const filter = words.random.percent(40) ? writeFilter(words, type) : 'filter: {}'
        const order = writeOrder(words, type)
        const shape = [filter, order].filter((part) => part !== '').join(', ')
        const found = await walk(field, shape, as)
        if (found === undefined) continue
        const meeting = [...(view.get(typeName)?.keys() ?? [])].filter((id) =>
          meetsFilter({ model, view }, { type, id }, filterOf(filter.replace(/^filter: /, ''))),
        )
        const expected = inOrder({ model, view }, { type, ids: meeting }, orderKeysOf(type, order))
        expect([person.key, field, shape, found]).toEqual([person.key, field, shape, expected])
        longest = Math.max(longest, found.length)
      }
    }
    expect(longest).toBeGreaterThan(60)
  })

  /** The ids of all pages; undefined where the list was refused. */
  async function walk(field: string, shape: string, as: Principal): Promise<readonly number[] | undefined> {
    const found: number[] = []
    let cursor: string | null = null
    for (;;) {
      const text = `query ($cursor: String) { ${field}(first: 37, after: $cursor, ${shape}) { nodes { id } pageInfo { hasNextPage endCursor } } }`
      const { data, errors } = await analysis.engine.ask({ text, as, variables: { cursor } })
      if (errors !== undefined) {
        expect(errors.map((one) => one.extensions['code'])).toEqual(['BAD_USER_INPUT'])
        return undefined
      }
      const { nodes, pageInfo } = data[field]
      found.push(...(nodes as readonly { readonly id: string }[]).map(({ id }) => Number(id.split(':')[1])))
      if (pageInfo.hasNextPage !== true) return found
      cursor = pageInfo.endCursor as string
    }
  }
})
