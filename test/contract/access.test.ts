import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { type StoredWorld } from '../../src/analysis/leaks/world-change'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import { decide } from '../../src/policy/evaluate/decide'
import { mutationsOn } from '../../src/read/schema/allowed-mutations'
import { actingAs, askersOn } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { openRealAnalysis, type RealAnalysis } from '../support/real-bench'
import { NOON } from '../support/real-engine'

const PAGE = 100

/** `access { readable can }` of every row says what `decide` says of its facts: no more, no less. */
eachDatabase((database, open) => {
  let analysis: RealAnalysis
  let world: StoredWorld

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    analysis = await openRealAnalysis(dataSource)
    world = analysis.world
  })

  it.each(askersOn(database))('of %s', async (name) => {
    const { engine } = analysis
    const { model, policies } = engine.mandate
    const as = await actingAs(analysis.dataSource, name)
    const bound = bindPolicy(policies, as, NOON)
    const types = [...model.types.values()].filter((type) => type.isNode)
    const ids = types.flatMap((type) =>
      [...(world.facts.get(type.name)?.keys() ?? [])].map((id) => `${type.name}:${id}`),
    )
    const fragments = types.map((type) => `... on ${type.name} { access { readable can } }`).join(' ')
    for (let from = 0; from < ids.length; from += PAGE) {
      const some = ids.slice(from, from + PAGE)
      const text = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ${fragments} } }`
      const { data, errors } = await engine.ask({ text, as, variables: { ids: some } })
      expect(errors).toBeUndefined()
      const expected = some.map((id) => {
        const [type = '', key] = id.split(':')
        const row = world.facts.get(type)?.get(Number(key)) ?? {}
        if (
          !decide(bound, { action: 'read', type }, row) &&
          !decide(bound, { action: 'read', type, field: 'id' }, row)
        )
          return null
        const fields = [...(model.types.get(type)?.answers.keys() ?? [])]
        const readable = fields.filter(
          (field) => field === 'id' || decide(bound, { action: 'read', type, field }, row),
        )
        const can = (mutationsOn(engine.mandate.schema, type) ?? [])
          .filter(({ action, reads }) => {
            const reading = reads.every((field) => decide(bound, { action: 'read', type, field }, row))
            return reading && decide(bound, { action, type }, row)
          })
          .map((mutation) => mutation.name)
        return { id, access: { readable, can } }
      })
      expect(data.nodes).toEqual(expected)
    }
    expect(ids.length).toBeGreaterThan(200)
  })
})
