import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const STORED_INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/
const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/

/** Calendar dates travel as the text they are stored as. */
export const DateScalar = textScalar('Date', 'A calendar date, ISO 8601: "2026-03-01".', day)

/** Instants always leave in UTC with milliseconds, and are accepted with any offset. */
export const DateTimeScalar = textScalar(
  'DateTime',
  'An instant in UTC, ISO 8601: "2026-03-01T09:30:00.000Z".',
  instant,
)

/** Decimals are text on the way out and in, so that no float ever rounds an amount. */
export const DecimalScalar = textScalar('Decimal', 'An exact decimal number as a string: "277.76".', decimal)

function textScalar(
  name: string,
  description: string,
  read: (value: unknown) => string | undefined,
): GraphQLScalarType<string, string> {
  const accept = (value: unknown, node?: ValueNode): string => {
    const text = read(value)
    if (text !== undefined) return text
    throw new GraphQLError(`${name} cannot represent this value.`, node === undefined ? {} : { nodes: node })
  }
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => accept(value),
    parseValue: (value) => accept(value),
    parseLiteral: (node) => accept(node.kind === Kind.STRING ? node.value : undefined, node),
  })
}

function day(value: unknown): string | undefined {
  if (typeof value !== 'string' || !DAY.test(value)) return undefined
  // INVARIANT: only days that exist: 2026-02-30 would come back as another day.
  return new Date(`${value}T00:00:00Z`).toISOString().startsWith(value) ? value : undefined
}

function instant(value: unknown): string | undefined {
  if (value instanceof Date) return isoText(value)
  if (typeof value !== 'string') return undefined
  // INVARIANT: stored instants are UTC and carry no offset.
  if (STORED_INSTANT.test(value)) return isoText(new Date(`${value.replace(' ', 'T')}Z`))
  return INSTANT.test(value) ? isoText(new Date(value)) : undefined
}

function isoText(moment: Date): string | undefined {
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}

function decimal(value: unknown): string | undefined {
  return typeof value === 'string' && DECIMAL.test(value) ? value : undefined
}
