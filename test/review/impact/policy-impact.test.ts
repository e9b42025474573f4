import type { DataSource } from 'typeorm'
import { Role } from '../../../schema/membership/role'
import { fillDemoWorld } from '../../../schema/world/demo/fill-demo-world'
import { loadPolicies, type PolicyFile } from '../../../src/policy/load-policies'
import { type Principal, SIGNED_OUT } from '../../../src/policy/principal'
import { slotsOf } from '../../../src/policy/slots'
import type { Model } from '../../../src/query/model/model'
import { readDatabase } from '../../../src/query/read-database'
import { changedQuestions, questionsOf, type Side } from '../../../src/review/diff/changed-questions'
import { policyImpact, type PolicyImpact } from '../../../src/review/impact/policy-impact'
import { everyPrincipal } from '../../../src/review/principals/every-principal'
import { linkRows, type LinkedWorld } from '../../agreement/facts/link-rows'
import { storedTables } from '../../agreement/real-world/stored-tables'
import { eachDatabase } from '../../support/databases'
import { NOON, realEngine } from '../../support/real-engine'
import { editedPolicies } from '../changes/edit-policies'
import { policyChanges } from '../changes/policy-changes'
import { bruteForce, questionName } from './brute-force'

const deep = process.env['DEEP'] !== undefined

jest.setTimeout(600_000)

eachDatabase((name, open) => {
  let dataSource: DataSource
  let model: Model
  let world: LinkedWorld
  let principals: readonly Principal[]
  let base: Side

  beforeAll(async () => {
    dataSource = await open()
    await fillDemoWorld(dataSource)
    model = realEngine(dataSource).mandate.model
    world = linkRows({ tables: await storedTables(dataSource), entities: dataSource.entityMetadatas })
    principals = await everyPrincipal(readDatabase(dataSource))
    base = sideOf(editedPolicies([]))
  })

  const sideOf = (files: readonly PolicyFile[]): Side => {
    const vocabulary = { types: model.types, roles: Object.values(Role) }
    return { vocabulary, set: loadPolicies(files, vocabulary) }
  }

  const impactOf = (base: Side, head: Side): Promise<PolicyImpact> =>
    policyImpact({ base, head, model, database: readDatabase(dataSource), slots: slotsOf(SIGNED_OUT, NOON) })

  // WHY fewer on MariaDB: the statements are of few shapes; every third change has them all.
  const changes = policyChanges.filter((_, index) => deep || name === 'SQLite' || index % 3 === 0)

  it.each(changes)(`counts as brute force does: $name, ${name}`, async ({ edits, does }) => {
    const head = sideOf(editedPolicies(edits))
    const impact = await impactOf(base, head)
    const touched = new Set(changedQuestions(base, head).map(({ type }) => type))
    const questions = questionsOf(base, head).filter(({ type }) => touched.has(type))
    const compared = { base: base.set, head: head.set, now: NOON }
    const expected = bruteForce(compared, questions, { world, principals })
    expect(countsOf(impact)).toEqual(totals(expected))
    const directions = new Set([...expected.keys()].map((key) => key.split(' ')[0]))
    // In this world a change need not do everything it does somewhere.
    expect(directions.size).toBeGreaterThan(0)
    if (does !== 'both') expect([...directions]).toEqual([does === 'looser' ? 'gains' : 'loses'])
  })
})

/** `gains Invoice.net` → pairs, principals. */
function countsOf({ changes }: PolicyImpact): ReadonlyMap<string, readonly [number, number]> {
  return new Map(
    changes.flatMap(({ questions, direction, outcome }) =>
      outcome.kind === 'counted'
        ? questions.map((one): [string, readonly [number, number]] => [
            `${direction} ${questionName(one)}`,
            [outcome.rows, outcome.principals],
          ])
        : [],
    ),
  )
}

function totals(
  found: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ReadonlyMap<string, readonly [number, number]> {
  return new Map(
    [...found].map(([name, counts]) => [
      name,
      [[...counts.values()].reduce((sum, one) => sum + one, 0), counts.size],
    ]),
  )
}
