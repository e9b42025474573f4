/**
 * The principal's rules, for a front end: `rulesOf(viewer.rules)` is a CASL ability with the engine's own matcher.
 *
 * WHY a module of its own: a front end bundles it. It needs `@casl/ability` and nothing of a server: no database,
 * no GraphQL, no files. docs/front-end/rules.md shows how it is used.
 */
import { type PackRule, unpackRules } from '@casl/ability/extra'
import { abilityOf, type BareRule, type PolicyAbility } from './compile/policy-ability'
import { type Row } from './evaluate/match'

export { UnloadedFact } from './evaluate/match'

/** Rules as CASL's `packRules` makes them: names with commas between them, no word for what is not there. */
export type PackedRules = readonly PackRule<BareRule>[]

/** A row that says of which type it is. */
export type Subject = Row & { readonly __typename: string }

/**
 * The ability of these rules.
 *
 * @param text what `viewer { rules }` answered.
 * @param clock what conditions mean by `now`. The server has its own clock, which decides.
 * @throws TypeError where a rule carries no condition: CASL would take it for one that always holds.
 */
export function rulesOf(text: string, clock: () => Date = () => new Date()): PolicyAbility {
  const rules = unpackRules(packedIn(text))
  for (const { action, subject, conditions } of rules) {
    if (typeof conditions?.op !== 'string') {
      throw new TypeError(`The rule on \`${String(action)}\` of ${String(subject)} carries no condition.`)
    }
  }
  // WHY no other value: the server has filled in those of the principal.
  return abilityOf(rules, { get: (name) => (name === 'now' ? clock().toISOString() : undefined) })
}

function packedIn(text: string): PackRule<BareRule>[] {
  const packed: unknown = JSON.parse(text)
  if (!Array.isArray(packed)) throw new TypeError('The rules are no list. Ask `viewer { rules }` for them.')
  return packed as PackRule<BareRule>[] // the caller looks at what CASL would take for granted
}

/**
 * Whether the rules allow an action on a row, with a field: on that field of it.
 *
 * INVARIANT: a rule that needs a value of the row and does not find it is an error, never a yes.
 * @throws UnloadedFact where the row lacks what a rule needs; its `path` says what to ask the gateway for.
 * @throws TypeError where the row holds something of another kind there, such as a page of a connection.
 */
export function can(ability: PolicyAbility, ...question: Question): boolean {
  return ability.can(...question)
}

/** What CASL's own `can` is asked. WHY never a type by its name: CASL allows a type as soon as one of its rows might be. */
type Question = [action: string, row: Subject, field?: string]

/**
 * A row of an answer of the gateway as the rules know it: ids are numbers, and an absent value counts only where
 * `access { readable }` was asked for and names it. WHY: the gateway answers null for what it withholds, too, and a
 * rule must not take that for absence. A row that the front end made up itself says its `__typename` and needs no `subject`.
 */
export function subject(type: string, row: Row): Subject {
  return { ...factsOf(row), __typename: type }
}

function factsOf(row: Row): Row {
  const readable = readableOf(row)
  const known = Object.entries(row).filter(([name, value]) => value !== null || readable.includes(name))
  return Object.fromEntries(known.map(([name, value]) => [name, factOf(name, value)]))
}

function factOf(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => factOf('', item))
  if (typeof value === 'object' && value !== null) return factsOf(value as Row) // an object of an answer
  const key = name === 'id' && typeof value === 'string' ? /^[A-Za-z]+:(\d+)$/.exec(value)?.[1] : undefined
  return key === undefined ? value : Number(key)
}

function readableOf({ access }: Row): readonly unknown[] {
  if (typeof access !== 'object' || access === null || !('readable' in access)) return []
  return Array.isArray(access.readable) ? access.readable : []
}
