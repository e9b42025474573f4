import fc from 'fast-check'
import { comparisonsOf } from '../../../src/analysis/explain/comparisons'
import { worldOfRows } from '../../../src/analysis/explain/explain-cell'
import { smallestChange } from '../../../src/analysis/explain/smallest-change'
import { completeWorld } from '../../../src/analysis/world/made-up-world'
import { slotsOf } from '../../../src/policy/compile/class-policy'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { allOf, anyOf, type Condition, negate } from '../../../src/policy/condition'
import { cellCondition } from '../../../src/policy/evaluate/decide'
import { linkRows } from '../../agreement/facts/link-rows'
import { now } from '../../agreement/generate/values'
import { seed } from '../../agreement/seed'
import { openSmallWorld, type SmallWorld } from '../../agreement/small-world/open-small-world'
import { smallCases, writeCase } from '../../agreement/small-world/small-case'
import { testDatabases } from '../../support/test-databases'
import { column, modelOf, type } from '../model-parts'
import { decides, everyChange, principalWith } from './brute-force'
import { atomCount, namesIn } from './conditions'

jest.setTimeout(300_000)

const deep = process.env['DEEP'] !== undefined

describe('over twelve facts that are independent', () => {
  const ATOMS = 12
  const names = Array.from({ length: ATOMS }, (_, index) => `b${index}`)
  const model = modelOf([
    type(
      'Board',
      names.map((name) => column(name, 'bool')),
    ),
  ])
  const subject = { type: 'Board', key: 1 }

  const sizeOf = (mask: number): number => mask.toString(2).replaceAll('0', '').length
  /** Every choice of facts to turn, a bit each, the small ones first. */
  const bySize = Array.from({ length: 2 ** ATOMS - 1 }, (_, index) => index + 1).sort(
    (one, other) => sizeOf(one) - sizeOf(other),
  )

  it('is exactly as small as the nearest of all 4096 worlds that turns the answer', () => {
    const sizes = new Map<number | null, number>()
    const property = fc.property(
      formula(4),
      fc.array(fc.boolean(), { minLength: ATOMS, maxLength: ATOMS }),
      (condition, bits) => {
        const row = Object.fromEntries(names.map((name, index) => [name, bits[index] ?? false]))
        const situation = { model, world: { Board: { 1: row } }, slots: new Map() }
        const comparisons = comparisonsOf(model, [{ condition, types: new Map([['row', 'Board']]) }])
        const found = smallestChange({ situation, condition, comparisons, subject, isWhole: () => true })
        const nearest = nearestTurn(condition, bits)
        if (found.kind === 'unknown') throw new Error('Given up')
        expect(found.kind === 'none' ? null : found.steps.length).toBe(nearest)
        if (found.kind === 'change') {
          const after = found.after.world['Board']?.[1] ?? {}
          expect(
            truth(
              condition,
              names.map((name) => after[name] === true),
            ),
          ).toBe(!truth(condition, bits))
        }
        sizes.set(nearest, (sizes.get(nearest) ?? 0) + 1)
      },
    )
    fc.assert(property, { numRuns: deep ? 5_000 : 100, seed })
    expect([...sizes.keys()]).toEqual(expect.arrayContaining([1, 2, 3]))
  })

  function formula(depth: number): fc.Arbitrary<Condition> {
    const atom = fc.nat(ATOMS - 1).map((index): Condition => ({
      op: 'compare',
      operator: 'eq',
      left: { kind: 'path', of: 'row', steps: [`b${index}`] },
      right: { kind: 'literal', value: true },
    }))
    if (depth === 0) return atom
    const parts = fc.array(formula(depth - 1), { minLength: 2, maxLength: 4, size: 'max' })
    return fc.oneof(
      { weight: 1, arbitrary: atom },
      { weight: 3, arbitrary: parts.map((of) => allOf(of)) },
      { weight: 3, arbitrary: parts.map((of) => anyOf(of)) },
      { weight: 1, arbitrary: formula(depth - 1).map(negate) },
    )
  }

  function nearestTurn(condition: Condition, bits: readonly boolean[]): number | null {
    const answer = truth(condition, bits)
    const turning = bySize.find((mask) => {
      const changed = bits.map((bit, index) => bit !== (((mask >> index) & 1) === 1))
      return truth(condition, changed) !== answer
    })
    return turning === undefined ? null : sizeOf(turning)
  }

  function truth(condition: Condition, bits: readonly boolean[]): boolean {
    switch (condition.op) {
      case 'and':
        return condition.of.every((part) => truth(part, bits))
      case 'or':
        return condition.of.some((part) => truth(part, bits))
      case 'not':
        return !truth(condition.of, bits)
      case 'compare':
        return condition.left.kind === 'path' && bits[Number(condition.left.steps[0]?.slice(1))] === true
      default:
        return condition.op === 'true'
    }
  }
})

describe('over generated policies and worlds', () => {
  let place: SmallWorld

  beforeAll(async () => {
    const [sqlite] = testDatabases
    if (sqlite === undefined) throw new Error('No database')
    place = await openSmallWorld(sqlite)
  })

  afterAll(() => place.close())

  it(`turns what decide answers, and nothing smaller does (seed ${seed})`, () => {
    const count = { none: 0, unknown: 0, large: 0, sizes: new Map<number, number>() }
    const property = fc.property(smallCases, fc.nat(999), (generated, pick) => {
      const { model, dataSource } = place
      const { files, tables, principals } = writeCase(generated, place)
      const few = tables.map((table) => ({ ...table, rows: table.rows.slice(0, 2) }))
      const linked = linkRows({ tables: few, entities: dataSource.entityMetadatas })
      const rows = [...linked].flatMap(([type, all]) => [...all.values()].map((row) => ({ type, row })))
      const world = completeWorld(model, worldOfRows(model, rows))
      const policies = loadPolicies(files, model)
      const asked = [...model.types.values()].filter(({ answers }) => answers.size > 0)
      for (const [index, type] of asked.entries()) {
        const key = Number(Object.keys(world[type.name] ?? {})[0] ?? 0)
        const principal = principals[index % principals.length]
        const field = type.fields[(pick + index) % type.fields.length]?.name ?? ''
        if (key === 0 || principal === undefined) continue
        const question = { action: 'read', type: type.name, field }
        const condition = cellCondition(policies, question)
        if (atomCount(condition) > 12) {
          count.large += 1
          continue
        }
        const subject = { type: type.name, key }
        const deciding = { model, policies, question, subject, now }
        const before = decides(deciding, world, principal)
        const situation = { model, world, slots: slotsOf(principal, now) }
        const comparisons = comparisonsOf(model, [{ condition, types: new Map([['row', type.name]]) }])
        const found = smallestChange({ situation, condition, comparisons, subject, isWhole: () => true })
        const changes = everyChange(model, world, namesIn(condition))
        const turns = (changed: typeof world): boolean => decides(deciding, changed, principal) !== before
        const single = changes.some((change) => turns(change(world)))
        const least =
          found.kind === 'change' ? found.steps.length : found.kind === 'none' ? Infinity : found.atLeast
        if (single) expect({ files, question, least }).toMatchObject({ least: 1 })
        if (!single && least > 2) {
          const some = changes.slice(0, 40)
          const pair = some.some((first, at) =>
            some.slice(at + 1).some((second) => turns(second(first(world)))),
          )
          expect({ files, question, pair }).toMatchObject({ pair: false })
        }
        if (found.kind === 'change') {
          const { world: after, slots } = found.after
          expect({
            files,
            question,
            steps: found.steps,
            answer: decides(deciding, after, principalWith(principal, slots)),
          }).toMatchObject({ answer: !before })
          count.sizes.set(least, (count.sizes.get(least) ?? 0) + 1)
        } else count[found.kind] += 1
      }
    })
    fc.assert(property, { numRuns: deep ? 400 : 10, seed, endOnFailure: true })
    expect(count.sizes.get(1)).toBeGreaterThan(10)
    expect(count.sizes.get(2)).toBeGreaterThan(0)
    // Where the search is given up it says so; what it says of these, at least so many, was held against brute force.
    expect(count.unknown).toBeLessThan((count.sizes.get(1) ?? 0) / 4)
  })
})
