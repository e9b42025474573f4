import type { DataSource } from 'typeorm'
import { fillDemoWorld } from '../../../schema/world/demo/fill-demo-world'
import { mandateOn } from '../../../src/with-nouns/mandate-on'
import { policyParts } from '../../../src/with-nouns/policy-parts'
import { matrixOf } from '../../../src/cli/policy/matrix-of'
import { bindPolicy } from '../../../src/policy/bind-policy'
import { allOf, type Condition, negate } from '../../../src/policy/condition'
import { decide } from '../../../src/policy/decide'
import { match } from '../../../src/policy/match'
import { readDatabase } from '../../../src/query/read-database'
import type { AccessMatrix } from '../../../src/review/matrix/access-matrix'
import { readSituations } from '../../../src/review/matrix/situations'
import { knownFrom, simplify } from '../../../src/review/matrix/simplify'
import { everyPrincipal } from '../../../src/review/principals/every-principal'
import { linkRows } from '../../agreement/facts/link-rows'
import { storedTables } from '../../agreement/real-world/stored-tables'
import { eachDatabase } from '../../support/databases'
import { NOON } from '../../support/real-engine'

jest.setTimeout(300_000)

eachDatabase((name, open) => {
  if (name !== 'SQLite') {
    it('asks no database', () => expect(name).toBe('MariaDB'))
    return
  }

  let dataSource: DataSource

  beforeAll(async () => {
    dataSource = await open()
    await fillDemoWorld(dataSource)
  })

  it('never says never of what somebody of the demo world has, nor always of what somebody lacks', async () => {
    const { policies, model } = mandateOn(dataSource, { secret: Buffer.alloc(32), maximumCost: 1 })
    const report = await matrixOf({ policies, model }, policyParts)
    const { types, unsettled } = report.data as Pick<AccessMatrix, 'types' | 'unsettled'>
    const situations = readSituations(policyParts.situationsFile(), policyParts.policyFiles(), model)
    const world = linkRows({ tables: await storedTables(dataSource), entities: dataSource.entityMetadatas })
    const everybody = await everyPrincipal(readDatabase(dataSource))
    const wrong: string[] = []
    const count = { never: 0, always: 0, when: 0, columns: new Set<string>(), situations: new Set<string>() }
    for (const principal of everybody) {
      const bound = bindPolicy(policies, principal, NOON)
      const column = situations.principals.findIndex(({ condition }) => match(condition, {}, bound.slots))
      if (column < 0) continue
      count.columns.add(situations.principals[column]?.name ?? '')
      for (const { type, situations: tables } of types) {
        for (const [key, row] of world.get(type) ?? []) {
          for (const { situation, lines } of tables) {
            const given = situations.rows.get(type)?.find((one) => one.name === situation)?.condition
            if (given !== undefined && !match(given, row, bound.slots)) continue
            count.situations.add(`${type} ${String(situation)}`)
            for (const { kind, names, cells } of lines) {
              const cell = cells[column]
              if (cell === undefined) throw new Error('A column is missing')
              for (const one of names) {
                const question =
                  kind === 'actions'
                    ? { action: one, type }
                    : { action: 'read', type, ...(kind === 'fields' ? { field: one } : {}) }
                const allowed = decide(bound, question, row)
                count[cell.kind] += 1
                if (cell.kind === 'when' || allowed === (cell.kind === 'always')) continue
                wrong.push(
                  `${type}:${key} ${one} ${String(situation)}: ${cell.kind}, ${JSON.stringify(principal)}`,
                )
              }
            }
          }
        }
      }
    }
    expect(wrong).toEqual([])
    expect(unsettled).toBe(0)
    // It was no comparison of nothing: every kind of cell, nearly every column, most situations were met.
    expect(Math.min(count.never, count.always, count.when)).toBeGreaterThan(1_000)
    expect(count.columns.size).toBeGreaterThanOrEqual(9)
    expect(count.situations.size).toBeGreaterThan(30)
  })
})

describe('simplifying', () => {
  const path = (...steps: string[]) => ({ kind: 'path', of: 'row', steps }) as const
  const eq = (steps: string[], value: string): Condition => ({
    op: 'compare',
    operator: 'eq',
    left: path(...steps),
    right: { kind: 'literal', value },
  })
  const [a, b] = [eq(['status'], 'ACTIVE'), eq(['access'], 'FULL')]

  it.each([
    ['what is given', [a], a, { op: 'true' }],
    ['what is given of a choice', [a], { op: 'or', of: [a, b] }, { op: 'true' }],
    ['what is left', [a], allOf([a, b]), b],
    ['another value of the same', [a], eq(['status'], 'ENDED'), { op: 'false' }],
    ['what is refuted', [negate(a)], allOf([a, b]), { op: 'false' }],
    ['that it has a value', [a], { op: 'isNull', operand: path('status') }, { op: 'false' }],
    ['nothing of what is not known', [b], a, a],
  ] as const)('leaves out %s', (_what, given, condition, left) => {
    expect(simplify(condition, knownFrom(given as readonly Condition[]))).toEqual(left)
  })
})
