import { type AttributeWords, type Vocabulary } from '../../../src/policy/vocabulary'
import { chosen, mostlyFirst, type RawTree } from './raw-tree'
import { type ReachedValue, reachFrom } from './value-paths'
import { days, instants, ints, roles, states, texts } from './values'

/** What a written condition may speak of at one place. */
export interface Writing {
  readonly vocabulary: Vocabulary
  readonly rows: readonly { readonly name: string; readonly type: string }[]
  readonly facts: readonly string[]
  readonly definitions: readonly { readonly name: string; readonly type: string }[]
}

/** A well-typed condition in the language of policies, made of a raw tree. Near things are asked more often. */
export function writeCondition(tree: RawTree, writing: Writing): string {
  const { kind, parts } = tree
  const [first, ...others] = parts
  if (first !== undefined && kind < 75) {
    if (kind < 25 && writing.rows.length > 0) return quantifier(tree, first, writing)
    if (kind < 45) return `!(${writeCondition(first, writing)})`
    const operator = kind < 60 ? ' && ' : ' || '
    return [first, ...others].map((part) => `(${writeCondition(part, writing)})`).join(operator)
  }
  return atom(tree, writing)
}

function quantifier({ picks }: RawTree, body: RawTree, writing: Writing): string {
  const [row, far, all] = picks
  const { name, type } = nearest(writing.rows, row)
  const { lists } = reachFrom(type, writing.vocabulary)
  const list = mostlyFirst(lists, far)
  // WHY: facts and definitions count from the same names, so that loading has to keep them apart.
  const variable = `x${writing.rows.length}`
  const inner = { ...writing, rows: [...writing.rows, { name: variable, type: list.type }] }
  return `${name}${list.steps}.${all % 5 < 3 ? 'exists' : 'all'}(${variable}, ${writeCondition(body, inner)})`
}

function atom(tree: RawTree, writing: Writing): string {
  const { kind, picks } = tree
  const [pick, second] = picks
  const leaf = kind % 20
  if (leaf === 0) return pick % 2 === 0 ? 'true' : 'false'
  if (leaf === 1 && writing.facts.length > 0) return chosen(writing.facts, pick)
  if (leaf <= 3 && writing.definitions.length > 0) {
    const call = definitionCall(picks, writing)
    if (call !== null) return call
  }
  if (leaf === 4) return principalTest(pick, second)
  const row = writing.rows.length === 0 ? undefined : nearest(writing.rows, pick)
  if (row === undefined) return principalTest(pick, second)
  const reach = reachFrom(row.type, writing.vocabulary)
  if (leaf === 5 && reach.rows.length > 0) {
    return `${row.name}${mostlyFirst(reach.rows, second).steps} ${picks[2] % 2 === 0 ? '==' : '!='} null`
  }
  const value = mostlyFirst(reach.values, second)
  const path = `${row.name}${value.steps}`
  if (leaf <= 7) return `${path} ${picks[2] % 2 === 0 ? '==' : '!='} null`
  if (value.attribute.type === 'bool' && leaf <= 10) return path
  if (leaf <= 11) return membership(path, { value, picks }, writing)
  return comparison(path, { value, picks }, writing)
}

interface Compared {
  readonly value: ReachedValue
  readonly picks: RawTree['picks']
}

function comparison(path: string, { value, picks }: Compared, writing: Writing): string {
  const [, , pick, other] = picks
  const ordered = ['int', 'date', 'timestamp'].includes(value.attribute.type)
  const operators = ordered ? ['<', '<=', '>', '>=', '==', '!='] : ['==', '!=']
  const operator = chosen(operators, pick)
  const right = operand(value.attribute, other, writing)
  return Math.floor(pick / 10) % 3 === 0 ? `${right} ${operator} ${path}` : `${path} ${operator} ${right}`
}

function membership(path: string, { value, picks }: Compared, writing: Writing): string {
  const [first, , pick, other] = picks
  if (value.attribute.type === 'string' && value.attribute.values === undefined && pick % 3 === 0) {
    return `${path} in principal.scopes`
  }
  const items = [first, pick, other, first + pick].slice(0, pick % 5)
  return `${path} in [${items.map((item) => operand(value.attribute, item, writing)).join(', ')}]`
}

/** Something to compare an attribute with: a constant, another value in reach, or the principal. */
function operand(attribute: AttributeWords, pick: number, writing: Writing): string {
  const how = pick % 4
  const rest = Math.floor(pick / 4)
  if (how === 0) {
    const slots = slotsOf(attribute)
    if (slots.length > 0) return chosen(slots, rest)
  }
  if (how === 1) {
    const row = chosen(writing.rows, rest)
    const same = reachFrom(row.type, writing.vocabulary).values.filter(
      (one) => one.attribute.type === attribute.type,
    )
    if (same.length > 0) return `${row.name}${mostlyFirst(same, Math.floor(rest / 3)).steps}`
  }
  return literal(attribute, rest)
}

function slotsOf({ type, values }: AttributeWords): readonly string[] {
  switch (type) {
    case 'int':
      return [
        'principal.user.id',
        'principal.organisation.id',
        'principal.membership.id',
        'principal.partner.id',
      ]
    case 'string':
      return values === undefined ? ['principal.role', 'principal.staff'] : []
    case 'bool':
      return ['principal.accounting', 'principal.token']
    case 'timestamp':
      return ['now']
    case 'date':
      return []
  }
}

function literal({ type, values }: AttributeWords, pick: number): string {
  switch (type) {
    case 'int':
      return String(mostlyFirst(ints, pick))
    case 'string':
      return JSON.stringify(mostlyFirst(values === undefined ? texts : states, pick))
    case 'bool':
      return pick % 2 === 0 ? 'true' : 'false'
    case 'date':
      return JSON.stringify(mostlyFirst(days, pick))
    case 'timestamp':
      return JSON.stringify(instant(mostlyFirst(instants, pick), pick))
  }
}

/** The same instant in more than one way of writing it. */
function instant(text: string, pick: number): string {
  const wanted = new Date(text)
  return pick % 7 === 0 ? new Date(wanted.getTime() + 3_600_000).toISOString().replace('Z', '+01:00') : text
}

function principalTest(pick: number, second: number): string {
  const part = chosen(['user', 'organisation', 'membership', 'partner'], second)
  const equal = Math.floor(second / 8) % 2 === 0 ? '==' : '!='
  switch (pick % 6) {
    case 0:
      return `principal.${part} ${equal} null`
    case 1:
      return `principal.${part}.id ${equal} null`
    case 2:
      return `principal.role ${equal} ${second % 5 === 0 ? 'null' : JSON.stringify(chosen(roles, second))}`
    case 3:
      return 'principal.accounting'
    case 4:
      return `principal.role in [${roles
        .slice(0, second % 4)
        .map((role) => JSON.stringify(role))
        .join(', ')}]`
    default:
      return `principal.${part}.id ${chosen(['<', '<=', '==', '!='], second)} ${mostlyFirst(ints, second)}`
  }
}

function definitionCall([pick, second, third]: RawTree['picks'], writing: Writing): string | null {
  const { name, type } = chosen(writing.definitions, pick)
  const places = writing.rows.flatMap((row) => {
    const far = reachFrom(row.type, writing.vocabulary).rows.filter((one) => one.type === type)
    return [...(row.type === type ? [row.name] : []), ...far.map(({ steps }) => `${row.name}${steps}`)]
  })
  return places.length === 0 ? null : `${name}(${mostlyFirst(places, second + third)})`
}

/** The innermost row more often than the others. */
function nearest<T>(rows: readonly T[], pick: number): T {
  return mostlyFirst([...rows].reverse(), Math.floor(pick / 3))
}
