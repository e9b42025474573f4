import { comparisonsOf } from '../../../src/analysis/explain/comparisons'
import { explainReport } from '../../../src/analysis/explain/explain-report'
import { MOST_ROWS, smallestChange, type SmallestChange } from '../../../src/analysis/explain/smallest-change'
import { reportText } from '../../../src/analysis/report/report'
import { allOf, anyOf, type Condition } from '../../../src/policy/condition'
import { column, key, modelOf, type } from '../model-parts'

const SWITCHES = 120

describe('a search that does not go to every end', () => {
  it('finds one change that brings many rows with it', () => {
    expect(changeFor(chain(MOST_ROWS - 4))).toMatchObject({ kind: 'change', steps: [{}], atLeast: 1 })
  })

  it('does not say none where the change would bring more rows than it tries', () => {
    expect(changeFor(chain(MOST_ROWS + 6))).toEqual({ kind: 'unknown', atLeast: 1 })
  })

  it('does not call smallest what is longer than a way with more rows than it tries', () => {
    const found = changeFor(anyOf([chain(MOST_ROWS + 6), allOf([on(0), on(1), on(2)])]))
    expect(found).toMatchObject({ kind: 'change', steps: [{}, {}, {}], atLeast: 1 })
    const text = textOf(found)
    expect(text).toContain('A change that would turn the answer')
    expect(text).toContain('Perhaps a smaller one does. It takes at least 1 change; not tried were ways with')
  })

  it('calls smallest what is so, and none what is none', () => {
    const found = changeFor(allOf([on(0), on(1)]))
    expect(found).toMatchObject({ kind: 'change', steps: [{}, {}], atLeast: 2 })
    expect(textOf(found)).toContain('The smallest change that would turn the answer')
    expect(textOf(found)).not.toContain('Perhaps')
    expect(changeFor(allOf([on(0), { op: 'false' }]))).toEqual({ kind: 'none' })
  })

  it('says how many changes it takes at least where it takes too long', () => {
    // Twenty ways, each of six changes and none of fewer.
    const ways = Array.from({ length: 20 }, (_, way) =>
      allOf(Array.from({ length: 6 }, (_one, at) => on(way * 6 + at))),
    )
    const found = changeFor(anyOf(ways))
    if (found.kind !== 'unknown') throw new Error(`It is ${found.kind}`)
    expect(found.atLeast).toBeGreaterThan(2)
    expect(found.atLeast).toBeLessThanOrEqual(6)
    expect(textOf(found)).toContain(`It takes at least ${found.atLeast} changes; not tried were ways with`)
  })
})

/** For a board of which every switch is off and that leads nowhere. */
function changeFor(condition: Condition): SmallestChange {
  const row = { next: null, ...Object.fromEntries(names.map((name) => [name, false])) }
  const situation = { model, world: { Board: { 1: row } }, slots: new Map() }
  const comparisons = comparisonsOf(model, [{ condition, types: new Map([['row', 'Board']]) }])
  const subject = { type: 'Board', key: 1 }
  // Led to itself, a board would have a chain of any length.
  return smallestChange({ situation, condition, comparisons, subject, isWhole: () => false })
}

/** The board leads to one that leads to one, and so on, so many times. */
function chain(length: number, of = 'row'): Condition {
  const as = `x${length}`
  const where: Condition = length === 1 ? { op: 'true' } : chain(length - 1, as)
  return { op: 'owner', path: { kind: 'path', of, steps: ['next'] }, as, where }
}

function on(index: number): Condition {
  const left = { kind: 'path', of: 'row', steps: [`b${index}`] } as const
  return { op: 'compare', operator: 'eq', left, right: { kind: 'literal', value: true } }
}

function textOf(change: SmallestChange): string {
  const reported = change.kind === 'change' ? { ...change, steps: change.steps.map(() => 'a step') } : change
  return reportText(explainReport('Why?', { ...refused, change: reported }, {}))
}

const refused = { allowed: false, rules: [], deciding: null, sentence: 'Refused.' }

const names = Array.from({ length: SWITCHES }, (_, index) => `b${index}`)

/** One type: its rows have switches, and may lead to another of them. */
const switches = names.map((name) => column(name, 'bool'))
const model = modelOf([type('Board', switches, [key('next', 'Board', 'next_id')])])
