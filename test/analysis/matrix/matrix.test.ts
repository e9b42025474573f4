import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { type AccessMatrix } from '../../../src/analysis/matrix/access-matrix'
import { knownFrom, simplify } from '../../../src/analysis/matrix/condition-names'
import { MARKS } from '../../../src/analysis/matrix/matrix-report'
import { readSituations } from '../../../src/analysis/matrix/situations'
import { everyPrincipal } from '../../../src/analysis/principals'
import { mandateOn } from '../../../src/app/mandate-on'
import { policyParts } from '../../../src/app/policy-parts'
import { matrixOf } from '../../../src/cli/policy/matrix'
import { compileAside } from '../../../src/policy/compile/check-definitions'
import { bindPolicy, type Slots } from '../../../src/policy/compile/class-policy'
import { allOf, type Condition, negate } from '../../../src/policy/condition'
import { decide } from '../../../src/policy/evaluate/decide'
import { match, type Row } from '../../../src/policy/evaluate/match'
import { readDatabase } from '../../../src/read/read-context'
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
    const compile = compileAside(policyParts.policyFiles(), model, () => undefined)
    /** What a note says, read as CEL; null where it says `visible(…)`, which is no CEL. */
    const whenHolds = remembered((type: string, text: string) => {
      const at = { path: '', line: 1, column: 1 }
      const condition = compile(type, { text, place: at, placeAt: () => at })
      if (condition === null && !text.includes('visible(')) throw new Error(`No condition: ${text}`)
      if (condition === null) return null
      notes.add(text)
      return (row: Row, slots: Slots) => match(condition, row, slots)
    })
    const notes = new Set<string>()
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
                const reported =
                  cell.kind === 'when' ? whenHolds(type, cell.text) : () => cell.kind === 'always'
                if (reported === null || allowed === reported(row, bound.slots)) continue
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
    expect(notes.size).toBeGreaterThan(20)
    // Each conditional cell is printed with its note, and each note belongs to a cell.
    const reported = report.sections.slice(1).map(({ table, notes: below = [] }) => ({
      cells: (table?.rows ?? []).map((cells) => cells.slice(1).map((mark) => noteOf(mark, below))),
      unused: below.filter((_, index) => !table?.rows.flat().includes(`${MARKS.when}${index + 1}`)),
    }))
    const expected = types.flatMap(({ situations: tables }) =>
      tables.map(({ lines }) => ({
        cells: lines.map(({ cells }) => cells.map((cell) => (cell.kind === 'when' ? cell.text : cell.kind))),
        unused: [],
      })),
    )
    expect(reported).toEqual(expected)
  })
})

/** What a mark of the table stands for, looked up in the notes below it. */
function noteOf(mark: string, notes: readonly string[]): string {
  if (mark === MARKS.always) return 'always'
  if (mark === MARKS.never) return 'never'
  const note = notes.find((one) => one.startsWith(`${mark}: `))
  return note?.slice(mark.length + 2).replaceAll('`', '') ?? `no note ${mark}`
}

function remembered<Result>(
  find: (type: string, text: string) => Result,
): (type: string, text: string) => Result {
  const known = new Map<string, Result>()
  return (type, text) => {
    const found = known.get(`${type} ${text}`)
    if (found !== undefined) return found
    const result = find(type, text)
    known.set(`${type} ${text}`, result)
    return result
  }
}

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
