import { allOf, type Condition, type Operand } from '../../policy/condition'
import { match } from '../../policy/match'
import { type Principal, SIGNED_OUT } from '../../policy/principal'
import { PRINCIPAL_WORDS, slotsOf, type SlotValue } from '../../policy/slots'

/** Everybody who differs from others by their ids alone: a role, with or without accounting, of a Partner or not. */
export interface PrincipalShape {
  /** One of them. */
  readonly example: Principal
  /** The slots whose values they share, ids that they lack among them. */
  readonly known: ReadonlyMap<string, SlotValue>
  /** Their classes, in either of two versions. */
  readonly classes: readonly string[]
}

/** Every shape of somebody at a keyboard. Programs with a token have the rights of one of these, or fewer. */
export function principalShapes(
  roles: readonly string[],
  staff: readonly string[],
  classes: ReadonlyMap<string, Condition>,
): readonly PrincipalShape[] {
  const user: Principal = { ...SIGNED_OUT, user: { id: 1 } }
  const member: Principal = { ...user, organisation: { id: 2 }, membership: { id: 3 } }
  const members = roles.flatMap((role) =>
    [null, { id: 2 }].flatMap((partner) =>
      [false, true].map((accounting): Principal => ({ ...member, role, partner, accounting })),
    ),
  )
  const examples = [...members, user, ...staff.map((one): Principal => ({ ...user, staff: one })), SIGNED_OUT]
  return examples.map((example) => shapeOf(example, classes))
}

function shapeOf(example: Principal, classes: ReadonlyMap<string, Condition>): PrincipalShape {
  const slots = slotsOf(example, new Date(0))
  const isFree = ([name, value]: readonly [string, SlotValue]): boolean =>
    name === 'now' || (name.endsWith('.id') && value !== null)
  const names = [...classes].filter(([, condition]) => match(condition, {}, slots)).map(([name]) => name)
  return { example, known: new Map([...slots].filter((one) => !isFree(one))), classes: names }
}

/** That somebody is of a shape: what is taken for granted of principals speaks of their slots, too. */
export function isOfShape({ known }: PrincipalShape): Condition {
  return allOf(
    [...PRINCIPAL_WORDS].flatMap(([word, type]): readonly Condition[] => {
      const operand: Operand = { kind: 'slot', name: `principal.${word}` }
      const value = known.get(operand.name)
      if (type === 'list' || value === undefined) return []
      if (value === null) return [{ op: 'isNull', operand }]
      // Only lists are no plain values.
      const right: Operand = { kind: 'literal', value: value as string | number | boolean }
      return [{ op: 'compare', operator: 'eq', left: operand, right }]
    }),
  )
}
