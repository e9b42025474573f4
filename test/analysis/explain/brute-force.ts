import {
  keysOf,
  type MadeUpValue,
  type MadeUpWorld,
  type RowName,
  rowsOf,
  withRow,
} from '../../../src/analysis/world/made-up-world'
import { rowGraph } from '../../../src/analysis/world/row-graph'
import { bindPolicy, type Slots } from '../../../src/policy/compile/class-policy'
import { decide, type Question } from '../../../src/policy/evaluate/decide'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Principal } from '../../../src/policy/principal'
import { type Model, typeOf } from '../../../src/read/schema/model'
import { days, instants, ints, states, texts } from '../../agreement/generate/values'

/** What `decide` says of a row of a world. */
export interface Deciding {
  readonly model: Model
  readonly policies: PolicySet
  readonly question: Question
  readonly subject: RowName
  readonly now: Date
}

export function decides(
  { model, policies, question, subject, now }: Deciding,
  world: MadeUpWorld,
  principal: Principal,
): boolean {
  return decide(bindPolicy(policies, principal, now), question, rowGraph(model, world).row(subject))
}

/** The principal with the role and so on that the slots say. */
export function principalWith(principal: Principal, slots: Slots): Principal {
  return {
    ...principal,
    role: slots.get('principal.role') as string | null,
    accounting: slots.get('principal.accounting') as boolean,
    staff: slots.get('principal.staff') as string | null,
    scopes: slots.get('principal.scopes') as readonly string[],
  }
}

/** A world in which one thing is otherwise. */
export type OneChange = (world: MadeUpWorld) => MadeUpWorld

/** Every change of one stored value to every value the tests know, every re-pointed key; nothing is added or removed. */
export function everyChange(
  model: Model,
  world: MadeUpWorld,
  names: ReadonlySet<string>,
): readonly OneChange[] {
  return rowsOf(world).flatMap(({ type, key, row }) => {
    const words = typeOf(model, type)
    const set =
      (name: string, to: MadeUpValue): OneChange =>
      (before) =>
        withRow(before, { type, key }, { ...before[type]?.[key], [name]: to })
    const attributes = [...words.attributes.values()]
      .filter(({ name, derived }) => name !== 'id' && !derived && names.has(name))
      .flatMap((column) =>
        valuesOf(column.type, column.values)
          .filter((value) => value !== row[column.name])
          .map((value) => set(column.name, value)),
      )
    const keys = keysOf(words)
      .filter(
        ({ name, target }) =>
          names.has(name) || [...typeOf(model, target).relations.keys()].some((one) => names.has(one)),
      )
      .flatMap(({ name, target }) =>
        [null, ...Object.keys(world[target] ?? {}).map(Number)]
          .filter((value) => value !== row[name])
          .map((value) => set(name, value)),
      )
    return [...attributes, ...keys]
  })
}

function valuesOf(type: string, values: readonly string[] | undefined): readonly MadeUpValue[] {
  switch (type) {
    case 'int':
      return [null, ...ints, 99]
    case 'bool':
      return [null, true, false]
    case 'date':
      return [null, ...days]
    case 'timestamp':
      return [null, ...instants]
    default:
      return [null, ...(values === undefined ? [...texts, 'something else'] : states)]
  }
}
