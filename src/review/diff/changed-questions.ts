import { cellCondition } from '../../policy/cell-condition'
import { type Condition, conditionKey } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { PolicySet } from '../../policy/policy-set'
import type { Vocabulary } from '../../policy/vocabulary'
import { canonical } from './canonical'

/** One of two versions of the policies, and the words it had to classify. */
export interface Side {
  readonly set: PolicySet
  readonly vocabulary: Vocabulary
}

/** Questions of one type that are answered by one condition in the base and by another one in the head. */
export interface ChangedQuestions {
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
