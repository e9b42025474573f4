import { type Question } from '../../../src/policy/evaluate/decide'
import { type Principal } from '../../../src/policy/principal'
import { celDecide, type CelOracle } from '../../policy/cel-oracle'
import { type LinkedWorld } from '../facts/link-rows'
import { type AskedType, type Verdict, type Verdicts } from './verdict'

export interface CelQuestion {
  readonly oracle: CelOracle
  readonly principal: Principal
  readonly now: Date
}

/** The verdicts of the CEL library on the texts of the policies: the oracle. */
export function readWithCel(
  { oracle, principal, now }: CelQuestion,
  world: LinkedWorld,
  types: readonly AskedType[],
): Verdicts {
  return new Map(
    types.map(({ name: type, fields, actions }) => {
      const verdicts = [...(world.get(type) ?? [])].map(([id, row]): [number, Verdict] => {
        const says = (question: Omit<Question, 'type'>): boolean =>
          celDecide(oracle, { principal, now, row, question: { type, ...question } })
        const known = says({ action: 'read' })
        const readable = fields.filter((field) => known && says({ action: 'read', field }))
        const can = actions.filter((action) => known && says({ action }))
        return [id, { known, readable: new Set(readable), can: new Set(can) }]
      })
      return [type, new Map(verdicts)]
    }),
  )
}
