import { packRules } from '@casl/ability/extra'
import { assumeSlots } from './assume'
import { type BoundPolicy } from './compile/class-policy'
import { type CompiledRule } from './compile/policy-ability'

/**
 * The rules of one principal as a front end may have them, as JSON of what CASL packs: its own values filled in, `now` left open for the clock
 * of the front end.
 *
 * INVARIANT: no rule opens or names a type, field or action that the principal's own schema does not hold. A rule that
 * can never hold is left out; so is a type of which no row is ever visible, a field that is never readable, an action
 * that is never permitted, and the sentence of the rule, which is written for reviewers. What is left out was refused,
 * and stays refused. A condition does name what it looks at, which may be hidden: by the name in the policies, never
 * by a value of a row.
 */
export function packedRulesOf(bound: BoundPolicy): string {
  return JSON.stringify(packRules(givenRules(bound)))
}

/** The rules before they are packed, permits first. */
export function givenRules(bound: BoundPolicy): readonly GivenRule[] {
  // WHY not `now`: a front end keeps its rules for longer than a moment.
  const own = new Map([...bound.slots].filter(([name]) => name !== 'now'))
  const possible = bound.classPolicy.rules.flatMap((rule) => {
    const conditions = assumeSlots(rule.conditions, own)
    const possible = possiblePart(bound, { ...rule, conditions })
    return conditions.op === 'false' || possible === null ? [] : [possible]
  })
  return withoutIdleForbids(possible)
}

/** A rule without its id and its sentence. */
type GivenRule = Pick<CompiledRule, 'subject' | 'conditions'> & {
  readonly action: string[]
  readonly inverted?: true
  readonly fields?: string[]
}

/** The rule on the actions and fields that the principal may ever have; null where nothing is left of it. */
function possiblePart({ classPolicy }: BoundPolicy, rule: CompiledRule): GivenRule | null {
  const type = classPolicy.type(String(rule.subject))
  const isPossible = (action: string): boolean =>
    (action === 'read' ? type.row : type.action(action)).op !== 'false'
  const action = listOf(rule.action).filter(isPossible)
  const isReadable = (field: string): boolean => type.field(field).kind !== 'never'
  const fields = rule.fields === undefined ? undefined : listOf(rule.fields).filter(isReadable)
  // INVARIANT: CASL takes a rule without fields for one on every field, so an empty list ends the rule.
  if (action.length === 0 || fields?.length === 0) return null
  for (const name of [type.type, ...action, ...(fields ?? [])]) refuseComma(name)
  const { subject, conditions } = rule
  const inverted = rule.inverted === true ? { inverted: true as const } : {}
  return { action, subject, conditions, ...inverted, ...(fields === undefined ? {} : { fields }) }
}

/** A forbid on what no permit is left for changes nothing, and would name what the principal does not know. */
function withoutIdleForbids(rules: readonly GivenRule[]): readonly GivenRule[] {
  const permits = rules.filter(({ inverted }) => inverted !== true)
  return rules.flatMap((rule) => {
    if (rule.inverted !== true) return [rule]
    const rivals = permits.filter(({ subject }) => subject === rule.subject)
    const action = rule.action.filter((name) => rivals.some((permit) => permit.action.includes(name)))
    const fields = rule.fields?.filter((name) => rivals.some((permit) => permit.fields?.includes(name)))
    if (action.length === 0 || fields?.length === 0) return []
    return [{ ...rule, action, ...(fields === undefined ? {} : { fields }) }]
  })
}

function listOf(names: string | readonly string[]): string[] {
  return typeof names === 'string' ? [names] : [...names]
}

/** INVARIANT: CASL packs names with commas between them. GraphQL allows none in a name, and policies name what GraphQL does. */
function refuseComma(name: string): void {
  if (name.includes(',')) throw new Error(`\`${name}\` cannot be packed: a name must not contain a comma.`)
}
