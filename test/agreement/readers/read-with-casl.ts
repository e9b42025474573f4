import { type BoundPolicy } from '../../../src/policy/compile/class-policy'
import { decide } from '../../../src/policy/evaluate/decide'
import { type Row } from '../../../src/policy/evaluate/match'
import { type AskedType, type Verdict, type Verdicts } from './verdict'

/** The verdicts of `decide`, which asks the CASL ability. */
export function readWithCasl(
  bound: BoundPolicy,
  world: ReadonlyMap<string, ReadonlyMap<number, Row>>,
  types: readonly AskedType[],
): Verdicts {
  return new Map(
    types.map(({ name: type, fields, actions }) => {
      const verdicts = [...(world.get(type) ?? [])].map(([id, row]): [number, Verdict] => {
        const known = decide(bound, { action: 'read', type }, row)
        const readable = fields.filter((field) => decide(bound, { action: 'read', type, field }, row))
        const can = actions.filter((action) => known && decide(bound, { action, type }, row))
        return [id, { known, readable: new Set(readable), can: new Set(can) }]
      })
      return [type, new Map(verdicts)]
    }),
  )
}
