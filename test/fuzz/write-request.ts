import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'

export interface WrittenRequest {
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
}

/** The next number below a bound; the same seed gives the same numbers. */
export type Chance = (bound: number) => number

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0 || 1
  return (bound) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % bound
  }
}

/** An operation over a schema: mostly right, wrong in one way or another where chance wills. */
export function writeRequest(schema: GraphQLSchema, chance: Chance): WrittenRequest {
  const isMutation = chance(3) === 0
  const root = (isMutation ? schema.getMutationType() : schema.getQueryType()) ?? undefined
  if (root === undefined) throw new Error('A schema has roots')
  const fields = Object.values(root.getFields())
  const variables: Record<string, unknown> = {}
  const definitions: string[] = []
  const selections = Array.from({ length: 1 + chance(3) }, (_, at) => {
    const field = pick(fields, chance)
    const given = field.args.flatMap((argument) => {
      if (!isNonNullType(argument.type) && chance(2) === 0) return []
      const name = `v${at}${argument.name}`
      definitions.push(`$${name}: ${String(argument.type)}`)
      const value = valueOf(argument.type, chance, 0)
      if (value !== undefined) variables[name] = value
      return [`${argument.name}: $${name}`]
    })
    const inputs = given.length === 0 ? '' : `(${given.join(', ')})`
    return `f${at}: ${field.name}${inputs}${selectionOf(schema, field, chance, 3)}`
  })
  const kind = chance(40) === 0 ? 'subscription' : isMutation ? 'mutation' : 'query'
  const header = definitions.length === 0 ? '' : `(${definitions.join(', ')})`
  const query = planted(`${kind} Fuzz${header} { ${selections.join(' ')} }`, chance)
  return { body: { query, variables, ...oddities(chance) }, headers: headersBy(chance) }
}

function selectionOf(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  chance: Chance,
  depth: number,
): string {
  const type = getNamedType(field.type)
  if (isLeafType(type)) return ''
  if (isInterfaceType(type)) return ' { __typename id }'
  if (!isObjectType(type)) return ' { __typename }'
  return ` { __typename ${depth === 0 ? '' : fieldsOf(schema, type, chance, depth)} }`
}

function fieldsOf(schema: GraphQLSchema, type: GraphQLObjectType, chance: Chance, depth: number): string {
  const fields = Object.values(type.getFields())
  return Array.from({ length: 1 + chance(4) }, (_, at) => {
    const field = pick(fields, chance)
    const page = field.args.some(({ name }) => name === 'first') ? `(first: ${chance(6) - 1})` : ''
    return `a${depth}${at}: ${field.name}${page}${selectionOf(schema, field, chance, depth - 1)}`
  }).join(' ')
}

const texts: readonly unknown[] = [
  '',
  ' ',
  'x',
  '\u0000',
  '\ud800',
  '💶',
  'İstanbul',
  "' OR 1=1 --",
  '%',
  '\\',
  'a'.repeat(5000),
  'a@b.example',
  'CHF',
  'CH',
  'null',
  '__proto__',
]
const ids: readonly unknown[] = [
  'Organisation:1',
  'Product:1',
  'Invoice:1',
  'Partnership:1',
  'User:1',
  'Order:1',
  'Product:99999999999999999999',
  'Product:-1',
  'Product:1.5',
  ':',
  '',
  '1',
  7,
  'Organisation:0',
  'Nothing:1',
]
const numbers: readonly unknown[] = [0, 1, -1, 2147483647, -2147483648, 2147483648, 1.5, 1e300, '1', null]
const decimals: readonly unknown[] = [
  '0',
  '-0.00',
  '1.00',
  '99999999999999999999.99',
  '1e5',
  'NaN',
  'Infinity',
  '0.001',
  1,
  '',
]
const moments: readonly unknown[] = [
  '2026-11-30',
  '2026-02-30',
  '0000-00-00',
  '+275760-09-13',
  '9999-12-31T23:59:59Z',
  '2026-11-30T12:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  'tomorrow',
  0,
  '',
]

function valueOf(type: GraphQLInputType, chance: Chance, depth: number): unknown {
  if (chance(25) === 0) return pick([null, undefined, {}, [], 'x', 3, true], chance)
  if (isNonNullType(type)) return valueOf(type.ofType, chance, depth)
  if (isListType(type)) {
    const item = type.ofType
    return Array.from({ length: chance(4) }, () => valueOf(item, chance, depth + 1))
  }
  if (isEnumType(type)) return pick([...type.getValues().map(({ name }) => name), 'NOTHING'], chance)
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
    // Filters lead into each other without end.
    const few =
      depth > 5 ? [] : fields.filter((field) => isNonNullType(field.type) || chance(fields.length) < 2)
    return Object.fromEntries(few.map((field) => [field.name, valueOf(field.type, chance, depth + 1)]))
  }
  switch (getNamedType(type).name) {
    case 'ID':
      return pick(ids, chance)
    case 'Int':
    case 'Float':
      return pick(numbers, chance)
    case 'Boolean':
      return chance(2) === 0
    case 'Decimal':
      return pick(decimals, chance)
    case 'Date':
    case 'DateTime':
      return pick(moments, chance)
    default:
      return pick([...texts, ...moments], chance)
  }
}

function planted(query: string, chance: Chance): string {
  switch (chance(30)) {
    case 0:
      return query.slice(0, chance(query.length))
    case 1:
      return query.replace(/a\d\d: (\w+)/, '$1: $1 @skip(if: $nothing)')
    case 2:
      return `${query} ${query}`
    case 3:
      return `${query} fragment f on Query { ...f }`
    default:
      return query
  }
}

function oddities(chance: Chance): Readonly<Record<string, unknown>> {
  switch (chance(40)) {
    case 0:
      return { operationName: 'Other' }
    case 1:
      return { extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } }
    case 2:
      return { variables: [] }
    case 3:
      return { variables: 'x' }
    case 4:
      return { query: 5 }
    default:
      return {}
  }
}

function headersBy(chance: Chance): Readonly<Record<string, string>> {
  const odd: readonly Readonly<Record<string, string>>[] = [
    { 'x-organisation': 'Organisation:1' },
    { 'x-organisation': 'x' },
    { 'x-access': pick(['reject', 'report', 'redact', 'x'], chance) },
    { 'x-schema': 'reduced' },
    { 'x-device': 'x' },
    { 'accept-language': '*;q=x, zz-ZZ, ,;;' },
    { accept: pick(['application/graphql-response+json', 'text/html', '*/*;q=0', 'x'], chance) },
    { traceparent: '00-0-0-0' },
    { cookie: 'mandate_session=%E0%A4%A; mandate_device=;;' },
  ]
  return chance(3) === 0 ? pick(odd, chance) : {}
}

function pick<T>(from: readonly T[], chance: Chance): T {
  const at = from[chance(from.length)]
  // Every list here holds something.
  return at as T
}
