import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { principalSources } from '../../../src/analysis/impact/pairs-sql'
import { everybody } from '../../../src/analysis/impact/policy-impact'
import { everyPrincipal } from '../../../src/analysis/principals'
import { bindPolicy, slotsOf } from '../../../src/policy/compile/class-policy'
import { SIGNED_OUT } from '../../../src/policy/principal'
import { readDatabase } from '../../../src/read/read-context'
import { eachDatabase } from '../../support/databases'
import { NOON, realEngine } from '../../support/real-engine'

eachDatabase((name, open) => {
  it(`reads everybody, with their slots and classes, as the other readers do, ${name}`, async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    const { model, policies } = realEngine(dataSource).mandate
    const database = readDatabase(dataSource)
    const slots = slotsOf(SIGNED_OUT, NOON)
    const classes = new Map(policies.classes.map((one) => [one.name, one.condition]))
    const all = await everybody({ database, model, slots, classes })
    const expected = await everyPrincipal(database)
    const byKey = expected.map((principal) => {
      const [source, key] =
        principal.membership !== null
          ? [0, principal.membership.id]
          : principal.user === null
            ? [2, 0]
            : [1, principal.user.id]
      const found = principalSources[source]
      if (found === undefined) throw new Error('No such source')
      return { principal, found: all.get(found, key) }
    })
    expect(all.principals).toBe(expected.length)
    for (const { principal, found } of byKey) {
      expect(found.principal).toEqual(principal)
      expect(found.classes).toEqual(bindPolicy(policies, principal, NOON).classPolicy.classes)
    }
    expect(expected.some(({ staff }) => staff !== null)).toBe(true)
  })
})
