import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { everyPrincipal, principalText } from '../../../src/analysis/principals'
import { whatIsSeen } from '../../../src/analysis/seen/what-is-seen'
import { whoSees } from '../../../src/analysis/seen/who-sees'
import { bindPolicy, type BoundPolicy } from '../../../src/policy/compile/class-policy'
import { conditionKey } from '../../../src/policy/condition'
import { cellCondition, decide } from '../../../src/policy/evaluate/decide'
import { type PolicySet } from '../../../src/policy/policy-set'
import { readDatabase } from '../../../src/read/read-context'
import { type FactSource } from '../../../src/read/read-facts'
import { type LinkedWorld, linkRows } from '../../agreement/facts/link-rows'
import { type AskedType } from '../../agreement/readers/verdict'
import { storedTables } from '../../agreement/real-world/stored-tables'
import { actingAs, everybody as everybodysNames } from '../../support/acting-as'
import { eachDatabase } from '../../support/databases'
import { NOON, realEngine } from '../../support/real-engine'
import { type AskedCell, cellsOf, deciders } from './brute-force'

jest.setTimeout(300_000)

/** On how many rows of its type each kind of cell is asked about. */
const ROWS = process.env['DEEP'] === undefined ? { SQLite: 8, MariaDB: 4 } : { SQLite: 200, MariaDB: 200 }
/** As how many personas of the same classes `what` is asked. */
const OF_A_KIND = 5

/** The committed policies on the demo world; what `decide` is given comes straight from the tables. */
eachDatabase((name, open) => {
  let source: FactSource
  let policies: PolicySet
  let types: readonly AskedType[]
  let world: LinkedWorld
  let everybody: readonly BoundPolicy[]
  const personas = new Map<string, BoundPolicy[]>()

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    const { mandate } = realEngine(dataSource)
    const { model } = mandate
    policies = mandate.policies
    source = { database: readDatabase(dataSource), model }
    types = [...policies.types].map(([type, { actions }]) => {
      const fields = (model.types.get(type)?.fields ?? []).map((field) => field.name)
      return { name: type, fields, actions }
    })
    world = linkRows({ tables: await storedTables(dataSource), entities: dataSource.entityMetadatas })
    const principals = await everyPrincipal(source.database)
    everybody = principals.map((principal) => bindPolicy(policies, principal, NOON))
    for (const key of everybodysNames) {
      const bound = bindPolicy(policies, await actingAs(dataSource, key), NOON)
      const kind = bound.classPolicy.classes.join()
      personas.set(kind, [...(personas.get(kind) ?? []), bound])
    }
  })

  it(`who names exactly those for whom decide says yes, ${name}`, async () => {
    const met = new Map<string, Set<'somebody' | 'not everybody'>>()
    let asked = 0
    for (const type of types) {
      const rows = [...(world.get(type.name) ?? [])]
      for (const [offset, cells] of kindsOfCells(type, policies).entries()) {
        for (const [at, [key, row]] of spread(rows, ROWS[name], offset).entries()) {
          const cell = cells[at % cells.length] as AskedCell // a kind has a cell
          const seers = await whoSees({ ...source, policies, question: cell.question, key, now: NOON })
          const reported = seers?.map(({ principal }) => principalText(principal)).sort()
          const expected = deciders(everybody, cell, row).flatMap((index) => textOf(everybody[index]))
          expect({ cell: cell.text, key, reported }).toEqual({
            cell: cell.text,
            key,
            reported: expected.sort(),
          })
          expect(seers?.filter(({ rules }) => rules.length === 0)).toEqual([])
          const found = met.get(type.name) ?? new Set()
          if (expected.length > 0) found.add('somebody')
          if (expected.length < everybody.length) found.add('not everybody')
          met.set(type.name, found)
          asked += 1
        }
      }
    }
    // No comparison of nothing: of every type some cell is seen by somebody, and some not by everybody.
    const stored = types.filter(({ name: type }) => (world.get(type)?.size ?? 0) > 0).map((type) => type.name)
    const both = types.filter((type) => met.get(type.name)?.size === 2).map((type) => type.name)
    expect(both).toEqual(stored)
    // The papers of the demo world are frozen by a job.
    expect(types.filter((type) => !stored.includes(type.name)).map((type) => type.name)).toEqual([
      'InvoicePaper',
    ])
    expect(asked).toBeGreaterThan(500)
  })

  it(`what lists exactly the cells for which decide says yes, as some of every kind, ${name}`, async () => {
    expect(personas.size).toBeGreaterThan(8)
    for (const bound of [...personas.values()].flatMap((some) => some.slice(0, OF_A_KIND))) {
      const { principal } = bound
      const seen = await whatIsSeen({ ...source, policies, principal, now: NOON })
      const reported = seen.flatMap(({ type, ids, fields, actions }) =>
        ids.map((id) => rowText(`${type}:${id}`, fields, actions)),
      )
      const expected = types.flatMap((type) =>
        [...(world.get(type.name) ?? [])].flatMap(([key, row]) => {
          const yes = (more: object): boolean =>
            decide(bound, { action: 'read', type: type.name, ...more }, row)
          if (!yes({})) return []
          const fields = type.fields.filter((field) => yes({ field }))
          return [
            rowText(
              `${type.name}:${key}`,
              fields,
              type.actions.filter((action) => yes({ action })),
            ),
          ]
        }),
      )
      expect({ who: principalText(principal), seen: reported.sort() }).toEqual({
        who: principalText(principal),
        seen: expected.sort(),
      })
    }
  })
})

/** Cells of a type that one and the same condition decides stand together: the row, fields, actions. */
function kindsOfCells(type: AskedType, policies: PolicySet): readonly (readonly AskedCell[])[] {
  const kinds = new Map<string, AskedCell[]>()
  for (const cell of cellsOf(type)) {
    const { action, field } = { field: undefined, ...cell.question }
    const key = `${action} ${field === undefined} ${conditionKey(cellCondition(policies, cell.question))}`
    kinds.set(key, [...(kinds.get(key) ?? []), cell])
  }
  return [...kinds.values()]
}

/** So many of all rows, from one end to the other; another offset takes others. */
function spread<Item>(all: readonly Item[], most: number, offset: number): readonly Item[] {
  const step = all.length / Math.min(most, all.length)
  const count = Math.min(most, all.length)
  return Array.from(
    { length: count },
    (_, index) => all[(Math.floor(index * step) + offset) % all.length],
  ).flatMap((one) => (one === undefined ? [] : [one]))
}

function textOf(bound: BoundPolicy | undefined): readonly string[] {
  return bound === undefined ? [] : [principalText(bound.principal)]
}

function rowText(row: string, fields: readonly string[], actions: readonly string[]): string {
  return `${row} ${[...fields].sort().join()} may ${[...actions].sort().join()}`
}
