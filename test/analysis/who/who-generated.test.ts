import fc from 'fast-check'
import { whatIsSeen } from '../../../src/analysis/seen/what-is-seen'
import { whoSql } from '../../../src/analysis/seen/who-sees'
import { bindPolicy, slotsOf } from '../../../src/policy/compile/class-policy'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { SIGNED_OUT } from '../../../src/policy/principal'
import { principalTable } from '../../../src/read/principal-row'
import { readDatabase } from '../../../src/read/read-context'
import { parametersOf } from '../../../src/read/sql/fragment'
import { linkRows } from '../../agreement/facts/link-rows'
import { now } from '../../agreement/generate/values'
import { seed } from '../../agreement/seed'
import { fillSmallWorld } from '../../agreement/small-world/fill-small-world'
import { openSmallWorld, type SmallWorld } from '../../agreement/small-world/open-small-world'
import { smallCases, writeCase } from '../../agreement/small-world/small-case'
import { testDatabases } from '../../support/test-databases'
import { cellsOf, deciders } from './brute-force'

jest.setTimeout(300_000)

/** Each is two dozen cells of two rows of five types for five principals, on a world of its own. */
const RUNS = process.env['DEEP'] === undefined ? 8 : 200

describe.each(testDatabases)('on $name, generated policies and worlds', (kind) => {
  let place: SmallWorld

  beforeAll(async () => {
    place = await openSmallWorld(kind)
  })

  afterAll(() => place.close())

  it(`who and what give exactly what decide gives for each (seed ${seed})`, async () => {
    const count = { asked: 0, seen: 0 }
    const property = fc.asyncProperty(smallCases, async (generated) => {
      const { files, tables, principals } = writeCase(generated, place)
      const { dataSource, model } = place
      await fillSmallWorld(dataSource, tables)
      const world = linkRows({ tables, entities: dataSource.entityMetadatas })
      const policies = loadPolicies(files, model)
      const everybody = [...principals, SIGNED_OUT]
      const bound = everybody.map((principal) => bindPolicy(policies, principal, now))
      const database = readDatabase(dataSource)
      const types = [...model.types.values()]
        .filter(({ answers }) => answers.size > 0)
        .map(({ name, fields }) => ({ name, fields: fields.map((field) => field.name), actions: ['act'] }))
      const seen = await Promise.all(
        everybody.map((principal) => whatIsSeen({ database, model, policies, principal, now })),
      )
      for (const type of types) {
        for (const [key, row] of world.get(type.name) ?? []) {
          const known = deciders(bound, { question: { action: 'read', type: type.name } }, row)
          for (const cell of cellsOf(type)) {
            const expected = deciders(bound, cell, row)
            const { field, action } = { field: undefined, ...cell.question }
            const reported = seen.flatMap((groups, index) => {
              const group = groups.find((one) => one.type === type.name && one.ids.includes(key))
              if (group === undefined) return []
              const has =
                action !== 'read'
                  ? group.actions.includes(action)
                  : field === undefined || group.fields.includes(field)
              return has ? [index] : []
            })
            // What may be done with a row that is not known is not part of what one sees.
            expect({ cell: cell.text, key, reported }).toEqual({
              cell: cell.text,
              key,
              reported: expected.filter((index) => known.includes(index)),
            })
            if (key > 2) continue
            const statement = whoSql({
              database,
              model,
              policies,
              question: cell.question,
              key,
              now,
              principals: principalTable(everybody),
            })
            const rows = await database.query(statement.text, [
              ...parametersOf(statement, slotsOf(SIGNED_OUT, now)),
            ])
            const found = rows.map((one) => Number(one['number'])).sort((left, right) => left - right)
            expect({ cell: cell.text, key, found }).toEqual({ cell: cell.text, key, found: expected })
            count.asked += everybody.length
            count.seen += found.length
          }
        }
      }
    })
    await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true })
    expect(count.seen).toBeGreaterThan(count.asked / 50)
    expect(count.seen).toBeLessThan(count.asked)
  })
})
