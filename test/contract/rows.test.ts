import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { type StoredWorld } from '../../src/analysis/leaks/world-change'
import { type VisibleRow, worldView } from '../../src/analysis/leaks/world-view'
import { type FieldModel, type TypeModel } from '../../src/read/schema/model'
import { actingAs, askersOn } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { openRealAnalysis, type RealAnalysis } from '../support/real-bench'
import { NOON } from '../support/real-engine'

/** Every edge of every visible row leads to exactly the rows that may be known, nested lists and counts too. */
eachDatabase((database, open) => {
  let analysis: RealAnalysis
  let world: StoredWorld

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    analysis = await openRealAnalysis(dataSource)
    world = analysis.world
  })

  it.each(askersOn(database))('for %s', async (name) => {
    const { engine, runner } = analysis
    const { model, policies } = engine.mandate
    const as = await actingAs(analysis.dataSource, name)
    const view = await worldView({ model, policies, principal: as, runner, now: NOON }, world)
    let edges = 0
    for (const type of [...model.types.values()].filter((one) => one.isNode)) {
      const ids = [...(world.facts.get(type.name)?.keys() ?? [])].slice(0, 100)
      const fields = [...type.answers].flatMap(([field, answer]) => selected(field, answer, model.types))
      const text = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type.name} { id ${fields.join(' ')} } } }`
      const { data, errors } = await engine.ask({
        text,
        as,
        variables: { ids: ids.map((id) => `${type.name}:${id}`) },
      })
      expect(errors).toBeUndefined()
      const expected = ids.map((id) => expectedRow(type, id, view.get(type.name)?.get(id)))
      expect(data.nodes).toEqual(expected)
      edges += fields.length
    }
    expect(edges).toBeGreaterThan(30)
  })

  function expectedRow(type: TypeModel, id: number, seen: VisibleRow | undefined): unknown {
    if (seen === undefined) return null
    const { types } = analysis.engine.mandate.model
    const cells = [...type.answers].flatMap(([field, answer]): [string, unknown][] => {
      if (selected(field, answer, types).length === 0) return []
      const value = seen.values.get(field)
      if (value === undefined || value === null) return [[field, null]]
      const target = targetOf(answer)
      const one = (key: unknown): unknown =>
        types.get(target)?.isNode === true ? { id: `${target}:${String(key)}` } : { __typename: target }
      if (answer.kind === 'one') return [[field, one(value)]]
      const rows = (value as readonly number[]).map(one)
      return [[field, answer.kind === 'list' ? rows : { totalCount: rows.length, nodes: rows }]]
    })
    return { id: `${type.name}:${id}`, ...Object.fromEntries(cells) }
  }
})

function selected(
  field: string,
  answer: FieldModel,
  types: ReadonlyMap<string, TypeModel>,
): readonly string[] {
  const target = targetOf(answer)
  if (target === '') return []
  const row = types.get(target)?.isNode === true ? '{ id }' : '{ __typename }'
  return [
    answer.kind === 'connection' ? `${field}(first: 100) { totalCount nodes ${row} }` : `${field} ${row}`,
  ]
}

/** The type at the far end of an edge; none for plain values. */
function targetOf(answer: FieldModel): string {
  switch (answer.kind) {
    case 'one':
    case 'list':
      return answer.relation.target
    case 'connection':
      return answer.route.target
    case 'id':
    case 'column':
    case 'money':
    case 'embedded':
    case 'same':
    case 'own':
      return ''
  }
}
