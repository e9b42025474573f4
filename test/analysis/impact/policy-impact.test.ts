import { type DataSource } from 'typeorm'
import { Role } from '../../../schema/membership/role'
import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { changedQuestions, questionsOf, type Side } from '../../../src/analysis/diff/changed-questions'
import {
  type ImpactChange,
  policyImpact,
  type PolicyImpact,
} from '../../../src/analysis/impact/policy-impact'
import { everyPrincipal, principalText } from '../../../src/analysis/principals'
import { bindPolicy, slotsOf } from '../../../src/policy/compile/class-policy'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { decide } from '../../../src/policy/evaluate/decide'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type Principal, SIGNED_OUT } from '../../../src/policy/principal'
import { readDatabase } from '../../../src/read/read-context'
import { type Model } from '../../../src/read/schema/model'
import { type LinkedWorld, linkRows } from '../../agreement/facts/link-rows'
import { storedTables } from '../../agreement/real-world/stored-tables'
import { eachDatabase } from '../../support/databases'
import { NOON, realEngine } from '../../support/real-engine'
import { editedPolicies } from '../changes/edit-policies'
import { policyChanges } from '../changes/policy-changes'
import { bruteForce, type Compared, questionName } from './brute-force'

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

  // WHY fewer on MariaDB: the statements are of few shapes; every sixth change has them all.
  const every = name === 'SQLite' ? 3 : 6
  const changes = policyChanges.filter((_, index) => deep || index % every === 0)

  it.each(changes)(`counts as brute force does: $name, ${name}`, async ({ edits, does }) => {
    const head = sideOf(editedPolicies(edits))
    const impact = await impactOf(base, head)
    const touched = new Set(changedQuestions(base, head).map(({ type }) => type))
    const questions = questionsOf(base, head).filter(({ type }) => touched.has(type))
    const compared = { base: base.set, head: head.set, now: NOON, world, principals }
    const expected = bruteForce(compared, questions, compared)
    expect(countsOf(impact)).toEqual(totals(expected))
    for (const change of impact.changes) expectShares(change, expected, compared)
    const directions = new Set([...expected.keys()].map((key) => key.split(' ')[0]))
    // In this world a change need not do everything it does somewhere.
    expect(directions.size).toBeGreaterThan(0)
    if (does !== 'both') expect([...directions]).toEqual([does === 'looser' ? 'gains' : 'loses'])
  })
})

type Found = ReturnType<typeof bruteForce>

/** The shares of classes add up to what brute force finds of their people; every example is one. */
function expectShares({ questions, direction, outcome }: ImpactChange, expected: Found, among: Asked): void {
  const [question] = questions
  if (outcome.kind !== 'counted' || question === undefined) throw new Error('Not counted')
  const counts = expected.get(`${direction} ${questionName(question)}`) ?? new Map<string, number>()
  const affected = among.principals.filter((one) => counts.has(principalText(one)))
  const classesOf = (principal: Principal): readonly string[] =>
    [among.base, among.head].flatMap((set) => bindPolicy(set, principal, among.now).classPolicy.classes)
  const shareOf = (members: readonly Principal[]) => {
    const rows = members.reduce((sum, one) => sum + (counts.get(principalText(one)) ?? 0), 0)
    const users = new Set(members.flatMap(({ user }) => user?.id ?? [])).size
    return { cells: rows * questions.length, rows, principals: members.length, users }
  }
  const { samples, classes, ...whole } = outcome
  expect(whole).toEqual({ kind: 'counted', ...shareOf(affected) })
  const reported = classes.flatMap(({ names, samples: _, ...share }) =>
    names.map((name) => [name, share] as const),
  )
  const names = new Set(affected.flatMap(classesOf))
  const inClass = (name: string) => affected.filter((one) => classesOf(one).includes(name))
  expect(new Map(reported)).toEqual(new Map([...names].map((name) => [name, shareOf(inClass(name))])))
  for (const { principal, row } of [samples, ...classes.map((one) => one.samples)].flat()) {
    const [type = '', key] = row.split(':')
    const stored = among.world.get(type)?.get(Number(key))
    if (stored === undefined) throw new Error(`There is no ${row}`)
    const [was, is] = [among.base, among.head].map((set) =>
      decide(bindPolicy(set, principal.principal, among.now), question, stored),
    )
    expect({ row, was, is }).toEqual({ row, was: direction === 'loses', is: direction === 'gains' })
  }
}

interface Asked extends Compared {
  readonly world: LinkedWorld
  readonly principals: readonly Principal[]
}

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
