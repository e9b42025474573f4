import {
  allOf,
  type Condition,
  type ConditionFold,
  conditionKey,
  FALSE,
  foldCondition,
  type Inside,
  type Operand,
  type Quantifier,
  type RowPath,
  TRUE,
} from '../../policy/condition'
import { cellCondition, type Question } from '../../policy/evaluate/decide'
import { type PolicySet } from '../../policy/policy-set'
import { type Vocabulary } from '../../policy/vocabulary'
import { type Model } from '../../read/schema/model'
import { type Solver } from '../solver/solver'
import { realPrincipal } from './affected-principals'

/** One of two versions of the policies, and the words it had to classify. */
export interface Side {
  readonly set: PolicySet
  readonly vocabulary: Vocabulary
}

/** Questions of one type that are answered by one condition in the base and by another one in the head. */
interface ChangedQuestions {
  readonly type: string
  readonly questions: readonly Question[]
  readonly before: Condition
  readonly after: Condition
}

/**
 * Every question that two versions answer by conditions of another form; those that change together stand together.
 * Whether the forms differ in meaning is for a solver, or a database, to say.
 */
export function changedQuestions(base: Side, head: Side): readonly ChangedQuestions[] {
  const found = new Map<string, ChangedQuestions>()
  for (const question of questionsOf(base, head)) {
    const before = canonical(cellCondition(base.set, question))
    const after = canonical(cellCondition(head.set, question))
    const [beforeKey, afterKey] = [conditionKey(before), conditionKey(after)]
    if (beforeKey === afterKey) continue
    const key = [question.type, kindOf(question), beforeKey, afterKey].join('\n')
    const known = found.get(key) ?? { type: question.type, questions: [], before, after }
    found.set(key, { ...known, questions: [...known.questions, question] })
  }
  return [...found.values()]
}

/** Every row, field and action of either side: types by name, fields as in the schema. */
export function questionsOf(base: Side, head: Side): readonly Question[] {
  const types = [...new Set([...base.set.types.keys(), ...head.set.types.keys()])].sort()
  return types.flatMap((type) => [
    { action: 'read', type },
    ...fieldsOf([head, base], type).map((field) => ({ action: 'read', type, field })),
    ...actionsOf([head, base], type).map((action) => ({ action, type })),
  ])
}

function fieldsOf(sides: readonly Side[], type: string): readonly string[] {
  const names = sides
    .flatMap(({ vocabulary }) => vocabulary.types.get(type)?.fields ?? [])
    .map(({ name }) => name)
  return [...new Set(names)]
}

function actionsOf(sides: readonly Side[], type: string): readonly string[] {
  return [...new Set(sides.flatMap(({ set }) => set.types.get(type)?.actions ?? []))]
}

function kindOf({ action, field }: Question): string {
  return action === 'read' ? (field === undefined ? 'row' : 'field') : 'action'
}

/** What some questions of one type ask, in a few words: `net, vat, gross`, `to know the row`, `to pay`. */
export function asksText(questions: readonly Question[]): string {
  return questions.map(askText).join(', ')
}

function askText({ action, field }: Question): string {
  if (action !== 'read') return `to ${action}`
  return field ?? 'to know the row'
}

/** Whether a condition can hold for anybody at all. Only a proof says no. */
export function possibility(by: {
  readonly model: Model
  readonly solver: Solver
  readonly roles: readonly string[]
}): (type: string, condition: Condition) => Promise<boolean> {
  const real = realPrincipal(by.roles)
  return async (type, condition) => {
    const solution = await by.solver.find({ model: by.model, type, condition: allOf([condition, real]) })
    return solution.kind !== 'impossible'
  }
}

/**
 * The condition in one of the forms that differ only in the order of its parts, the names of its row variables and
 * the sides of its comparisons. Conditions with the same meaning often get the same form; others never do.
 */
export function canonical(condition: Condition): Condition {
  return foldCondition<Condition, Names>(condition, ordered, new Map([['row', 'row']]))
}

type Names = ReadonlyMap<string, string>

const ordered: ConditionFold<Condition, Names> = {
  constant: (holds) => (holds ? TRUE : FALSE),
  and: (parts) => ({ op: 'and', of: inOrder(parts) }),
  or: (parts) => ({ op: 'or', of: inOrder(parts) }),
  not: (of) => ({ op: 'not', of }),
  compare: ({ operator, ...sides }, names) => {
    const [left, right] = [operand(sides.left, names), operand(sides.right, names)]
    return JSON.stringify(left) <= JSON.stringify(right)
      ? { op: 'compare', operator, left, right }
      : { op: 'compare', operator: turned[operator], left: right, right: left }
  },
  isNull: (condition, names) => ({ op: 'isNull', operand: operand(condition.operand, names) }),
  in: (condition, names) => {
    const left = operand(condition.left, names)
    if ('kind' in condition.right) return { op: 'in', left, right: condition.right }
    const items = condition.right.map((item) => operand(item, names))
    const right = [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    return { op: 'in', left, right }
  },
  some: orderedInside,
  every: orderedInside,
  owner: orderedInside,
}

/** Sorted by their keys, each once. */
function inOrder(parts: readonly Condition[]): readonly Condition[] {
  const byKey = new Map(parts.map((part) => [conditionKey(part), part]))
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? [])
}

function orderedInside(condition: Quantifier, inside: Inside<Condition, Names>, names: Names): Condition {
  // WHY by its depth: no variable of an enclosing quantifier has the same name.
  const as = `x${names.size}`
  const where = inside(new Map([...names, [condition.as, as]]))
  return { op: condition.op, path: path(condition.path, names), as, where }
}

const turned = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const

function operand(value: Operand, names: Names): Operand {
  return value.kind === 'path' ? path(value, names) : value
}

function path({ kind, of, steps }: RowPath, names: Names): RowPath {
  return { kind, of: names.get(of) ?? of, steps }
}
