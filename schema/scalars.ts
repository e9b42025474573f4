import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { dayIn, instantIn } from '../src/policy/parse/strict-instant'

const STORED_INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/
const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/

/** Calendar dates travel as the text they are stored as. */
export const DateScalar = textScalar('Date', 'A calendar date, ISO 8601: "2026-03-01".', {
  read: day,
  report: day,
})

/** Instants always leave in UTC with milliseconds, and are accepted with any offset. */
export const DateTimeScalar = textScalar(
  'DateTime',
  'An instant in UTC, ISO 8601: "2026-03-01T09:30:00.000Z".',
  { read: instant, report: storedInstant },
)

/** Decimals are text on the way out and in, so that no float ever rounds an amount. */
export const DecimalScalar = textScalar('Decimal', 'An exact decimal number as a string: "277.76".', {
  read: decimal,
  report: decimal,
})

type Reader = (value: unknown) => string | undefined

/** `read` takes what a caller sent, `report` what is stored. */
function textScalar(
  name: string,
  description: string,
  { read, report }: { readonly read: Reader; readonly report: Reader },
): GraphQLScalarType<string, string> {
  const accept = (text: string | undefined, node?: ValueNode): string => {
    if (text !== undefined) return text
    throw new GraphQLError(`${name} cannot represent this value.`, node === undefined ? {} : { nodes: node })
  }
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => accept(report(value)),
    parseValue: (value) => accept(read(value)),
    parseLiteral: (node) => accept(node.kind === Kind.STRING ? read(node.value) : undefined, node),
  })
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' ? dayIn(value) : undefined
}

function instant(value: unknown): string | undefined {
  return typeof value === 'string' ? instantIn(value)?.toISOString() : undefined
}

function storedInstant(value: unknown): string | undefined {
  if (value instanceof Date) return isoText(value)
  // INVARIANT: stored instants are UTC and carry no offset.
  if (typeof value === 'string' && STORED_INSTANT.test(value))
    return isoText(new Date(`${value.replace(' ', 'T')}Z`))
  return instant(value)
}

function isoText(moment: Date): string | undefined {
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}

function decimal(value: unknown): string | undefined {
  return typeof value === 'string' && DECIMAL.test(value) ? value : undefined
}
