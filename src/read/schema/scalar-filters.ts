import {
  GraphQLBoolean,
  type GraphQLEnumType,
  GraphQLID,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  isScalarType,
} from 'graphql'

/** The filters of plain values, one per scalar, shared by every type's filter. */
export interface ScalarFilters {
  readonly id: GraphQLInputObjectType
  readonly string: GraphQLInputObjectType
  readonly boolean: GraphQLInputObjectType
  readonly int: GraphQLInputObjectType
  readonly date: GraphQLInputObjectType
  readonly dateTime: GraphQLInputObjectType
  readonly decimal: GraphQLInputObjectType
  readonly money: GraphQLInputObjectType
  enumOf(type: GraphQLEnumType): GraphQLInputObjectType
}

export function scalarFilters(schema: GraphQLSchema): ScalarFilters {
  const scalar = (name: string): GraphQLInputType => {
    const type = schema.getType(name)
    if (!isScalarType(type)) throw new Error(`The schema has no scalar ${name}`)
    return type
  }
  const enums = new Map<string, GraphQLInputObjectType>()
  return {
    id: filter('IDFilter', GraphQLID, ['eq', 'ne', 'in']),
    string: filter('StringFilter', GraphQLString, ['eq', 'ne', 'in', 'startsWith', 'contains']),
    boolean: filter('BooleanFilter', GraphQLBoolean, ['eq', 'ne']),
    int: filter('IntFilter', GraphQLInt, ordered),
    date: filter('DateFilter', scalar('Date'), ordered),
    dateTime: filter('DateTimeFilter', scalar('DateTime'), ordered),
    decimal: filter('DecimalFilter', scalar('Decimal'), ordered),
    money: filter('MoneyFilter', scalar('Decimal'), [...ordered, 'currency']),
    enumOf: (type) => {
      const known = enums.get(type.name)
      if (known !== undefined) return known
      const made = filter(`${type.name}Filter`, type, ['eq', 'ne', 'in'])
      enums.set(type.name, made)
      return made
    },
  }
}

const ordered = ['eq', 'ne', 'in', 'lt', 'lte', 'gt', 'gte']

const meanings: Readonly<Record<string, string>> = {
  eq: 'Equal. A value that is absent or withheld equals nothing.',
  ne: 'Present and different.',
  in: 'One of these.',
  lt: 'Less, or earlier.',
  lte: 'Less or equal, or not later.',
  gt: 'Greater, or later.',
  gte: 'Greater or equal, or not earlier.',
  startsWith: 'Begins with this text. Names and words: whatever the case and the accents; codes exactly.',
  contains: 'Contains this text. Names and words: whatever the case and the accents; codes exactly.',
  currency: 'In this currency, CHF or EUR.',
  isNull: 'Absent or withheld (true), or present (false).',
}

function filter(name: string, value: GraphQLInputType, operators: readonly string[]): GraphQLInputObjectType {
  const fields = [...operators, 'isNull'].map((operator) => [
    operator,
    { type: typeFor(operator, value), description: meanings[operator] },
  ])
  return new GraphQLInputObjectType({
    name,
    description: 'All conditions given must hold.',
    fields: Object.fromEntries(fields) as Record<string, { type: GraphQLInputType }>,
  })
}

function typeFor(operator: string, value: GraphQLInputType): GraphQLInputType {
  if (operator === 'isNull') return GraphQLBoolean
  if (operator === 'currency') return GraphQLString
  return operator === 'in' ? listOf(value) : value
}

function listOf(value: GraphQLInputType): GraphQLInputType {
  return new GraphQLList<GraphQLInputType>(new GraphQLNonNull(value as GraphQLScalarType)) // never non-null itself
}
