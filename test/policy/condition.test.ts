import { anybodysPolicy } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import {
  type Condition,
  type ConditionFold,
  FALSE,
  foldCondition,
  leavesOf,
  mapCondition,
  mapOperands,
  operandsOf,
  partsOf,
  TRUE,
} from '../../src/policy/condition'
import { freeNames, rebase } from '../../src/policy/condition-paths'
import { smallPolicies } from './small-policies'
import { smallVocabulary } from './small-vocabulary'

const everyLine: Condition = {
  op: 'every',
  path: { kind: 'path', of: 'row', steps: ['lines'] },
  as: 'line',
  where: { op: 'isNull', operand: { kind: 'path', of: 'line', steps: ['text'] } },
}

/** Every condition of every rule, those of classes and owners inside, and the two forms that no rule has. */
const conditions = [
  ...anybodysPolicy(loadPolicies(smallPolicies, smallVocabulary)).rules.map((rule) => rule.conditions),
  everyLine,
  TRUE,
]

/** Each form as itself. A quantifier counts the rows that have names inside of it. */
const itself: ConditionFold<Condition, number> = {
  constant: (holds) => (holds ? TRUE : FALSE),
  and: (of) => ({ op: 'and', of }),
  or: (of) => ({ op: 'or', of }),
  not: (of) => ({ op: 'not', of }),
  compare: (leaf) => leaf,
  isNull: (leaf) => leaf,
  in: (leaf) => leaf,
  some: (condition, inside, rows) => ({ ...condition, where: inside(rows + 1) }),
  every: (condition, inside, rows) => ({ ...condition, where: inside(rows + 1) }),
  owner: (condition, inside, rows) => ({ ...condition, where: inside(rows + 1) }),
}

test('a fold that rebuilds each form gives the same condition', () => {
  const forms = new Set(
    conditions.flatMap(function all(one): readonly string[] {
      return [one.op, ...partsOf(one).flatMap(all)]
    }),
  )
  expect([...forms].sort()).toEqual([
    'and',
    'compare',
    'every',
    'in',
    'isNull',
    'not',
    'or',
    'owner',
    'some',
    'true',
  ])
  for (const condition of conditions) expect(foldCondition(condition, itself, 1)).toEqual(condition)
})

test('the scope is the one that the quantifier gives, or stays as it is', () => {
  const inner: Condition = { op: 'isNull', operand: { kind: 'path', of: 'y', steps: ['id'] } }
  const where: Condition = {
    op: 'some',
    path: { kind: 'path', of: 'x', steps: ['list'] },
    as: 'y',
    where: inner,
  }
  const outer: Condition = { op: 'owner', path: { kind: 'path', of: 'row', steps: ['up'] }, as: 'x', where }
  const depth: ConditionFold<number, number> = {
    ...{
      constant: (_, rows) => rows,
      and: (parts) => Math.max(...parts),
      or: (parts) => Math.max(...parts),
      not: (part) => part,
    },
    ...{ compare: (_, rows) => rows, isNull: (_, rows) => rows, in: (_, rows) => rows },
    some: (_, inside, rows) => inside(rows + 1),
    every: (_, inside, rows) => inside(rows + 1),
    owner: (_, inside) => inside(),
  }
  expect(foldCondition(outer, depth, 1)).toBe(2)
})

test('what this engine did not compile is no condition, for no reader', () => {
  const foreign = { op: '$eq', left: 1 } as unknown as Condition // as a hand-written rule would be
  expect(() => foldCondition({ op: 'not', of: foreign }, itself, 1)).toThrow(TypeError)
})

test('a map replaces the part at each index, and keeps the rest', () => {
  for (const condition of conditions) {
    expect(mapCondition(condition, (part) => part)).toEqual(condition)
    const seen: Condition[] = []
    mapCondition(condition, (part, index) => (seen[index] = part))
    expect(seen).toEqual(partsOf(condition))
  }
})

test('leaves and their values are all that a condition looks at', () => {
  const leaves = conditions.flatMap(leavesOf)
  expect(leaves.length).toBeGreaterThan(conditions.length)
  for (const leaf of leaves) {
    expect(mapOperands(leaf, (operand) => operand)).toEqual(leaf)
    expect(operandsOf(leaf).length).toBeGreaterThan(0)
  }
})

test('the free names of a condition are those it takes from outside', () => {
  for (const condition of conditions) {
    const names = freeNames(condition)
    expect([...names].filter((name) => name !== 'row')).toEqual([])
    expect([...freeNames(rebase(condition, 'other', new Set(['row'])))]).toEqual(
      names.has('row') ? ['other'] : [],
    )
  }
})
