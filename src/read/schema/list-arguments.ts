import {
  getNamedType,
  type GraphQLArgument,
  GraphQLEnumType,
  type GraphQLField,
  type GraphQLFieldConfigArgumentMap,
  GraphQLID,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  isEnumType,
  isObjectType,
  isScalarType,
} from 'graphql'
import { redactionReason } from '../redactions'
import { type FieldModel, isSortable, type Model, type TypeModel, typeOf } from './model'
import { type ScalarFilters, scalarFilters } from './scalar-filters'

/**
 * Gives every connection field of the schema the same arguments - page, filter, order - derived from the
 * model, and every connection of a type with money its totals. Nouns never declare them.
 */
export function withListArguments(schema: GraphQLSchema, model: Model): GraphQLSchema {
  const inputs = new ListInputs(schema, model)
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const connection = getNamedType(field.type)
      const node = isObjectType(connection) ? nodeOf(connection) : undefined
      if (node === undefined || !model.types.has(node)) continue
      const args = toArguments(inputs.argumentsFor(typeOf(model, node)))
      const own = field.args.filter((one) => !args.some((other) => other.name === one.name))
      field.args = [...own, ...args]
    }
  }
  addTotals(schema, model)
  const config = schema.toConfig()
  return new GraphQLSchema({ ...config, types: [...config.types, redactionReason] })
}

/** `InvoiceConnection` → `Invoice`; undefined for what is no connection. */
function nodeOf(type: GraphQLObjectType): string | undefined {
  const match = /^(.+)Connection$/.exec(type.name)
  return match?.[1]
}

/** Where a generated input stands for a field of the public schema: `Invoice.net`. */
export interface ConcernsExtension {
  readonly concerns: string
}

class ListInputs {
  private readonly filters = new Map<string, GraphQLInputObjectType>()
  private readonly listFilters = new Map<string, GraphQLInputObjectType>()
  private readonly orders = new Map<string, GraphQLInputObjectType>()
  private readonly scalars: ScalarFilters
  private readonly direction = new GraphQLEnumType({
    name: 'OrderDirection',
    values: {
      ASC: { description: 'Smallest or earliest first; absent values first.' },
      DESC: { description: 'Greatest or latest first; absent values last.' },
    },
  })

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly model: Model,
  ) {
    this.scalars = scalarFilters(schema)
  }

  argumentsFor(type: TypeModel): GraphQLFieldConfigArgumentMap {
    return {
      first: { type: GraphQLInt, description: 'The first so many, at most 100. Default 20.' },
      after: { type: GraphQLString, description: 'Only what follows this cursor.' },
      last: { type: GraphQLInt, description: 'The last so many, at most 100, in the same order.' },
      before: { type: GraphQLString, description: 'Only what precedes this cursor.' },
      filter: { type: this.filterOf(type), description: 'Only rows that meet this.' },
      ...(type.searched === undefined
        ? {}
        : {
            search: {
              type: GraphQLString,
              description:
                'Only rows in which every word of this is found, whatever the case and the accents, in what you may see of: ' +
                `${type.searched.map((path) => `\`${path}\``).join(', ')}.`,
            },
          }),
      orderBy: {
        type: new GraphQLList(new GraphQLNonNull(this.orderOf(type))),
        description: 'First key first. Ties are broken by the id.',
      },
    }
  }

  private filterOf(type: TypeModel): GraphQLInputObjectType {
    const name = `${type.name}Filter`
    const known = this.filters.get(name)
    if (known !== undefined) return known
    const made: GraphQLInputObjectType = new GraphQLInputObjectType({
      name,
      description: `Conditions on ${type.name}: all that are given must hold.`,
      fields: () => this.filterFields(type, made),
    })
    this.filters.set(name, made)
    return made
  }

  private filterFields(
    type: TypeModel,
    own: GraphQLInputObjectType,
  ): Record<string, GraphQLInputFieldConfig> {
    const several = new GraphQLList(new GraphQLNonNull(own))
    const fields: Record<string, GraphQLInputFieldConfig> = {
      and: { type: several, description: 'All of them hold.' },
      or: { type: several, description: 'One of them holds.' },
      not: { type: own, description: 'It does not hold. What is withheld behaves as absent, here too.' },
    }
    for (const [name, answer] of type.answers) {
      const input = this.filterFor(type, name, answer)
      if (input === undefined) continue
      fields[name] = {
        type: input,
        extensions: { concerns: `${type.name}.${name}` } satisfies ConcernsExtension,
      }
    }
    return fields
  }

  private filterFor(type: TypeModel, name: string, answer: FieldModel): GraphQLInputObjectType | undefined {
    switch (answer.kind) {
      case 'id':
        return this.scalars.id
      case 'column':
        return answer.scale === 'words' ? undefined : this.scalarFilter(type, name)
      case 'money':
        return this.scalars.money
      case 'one':
        return this.filterOf(typeOf(this.model, answer.relation.target))
      case 'list':
        return this.listFilterOf(typeOf(this.model, answer.relation.target))
      case 'connection':
        return this.listFilterOf(typeOf(this.model, answer.route.target))
      case 'embedded':
      case 'same':
      case 'own':
        return undefined
    }
  }

  private listFilterOf(type: TypeModel): GraphQLInputObjectType {
    const name = `${type.name}ListFilter`
    const known = this.listFilters.get(name)
    if (known !== undefined) return known
    const filter = this.filterOf(type)
    const made = new GraphQLInputObjectType({
      name,
      description: 'Conditions on a list, of which only the visible rows count.',
      fields: {
        some: { type: filter, description: 'At least one visible row meets it.' },
        none: { type: filter, description: 'No visible row meets it.' },
        every: { type: filter, description: 'Every visible row meets it.' },
      },
    })
    this.listFilters.set(name, made)
    return made
  }

  private scalarFilter(type: TypeModel, field: string): GraphQLInputObjectType | undefined {
    const named = this.typeOfField(type, field)
    if (isEnumType(named)) return this.scalars.enumOf(named)
    if (!isScalarType(named)) return undefined
    switch (named.name) {
      case 'ID':
        return this.scalars.id
      case 'Boolean':
        return this.scalars.boolean
      case 'Int':
        return this.scalars.int
      case 'Date':
        return this.scalars.date
      case 'DateTime':
        return this.scalars.dateTime
      case 'Decimal':
        return this.scalars.decimal
      default:
        return this.scalars.string
    }
  }

  private orderOf(type: TypeModel): GraphQLInputObjectType {
    const known = this.orders.get(type.name)
    if (known !== undefined) return known
    const sortable = [...type.answers].filter(([, answer]) => isSortable(answer))
    const field = new GraphQLEnumType({
      name: `${type.name}OrderField`,
      values: Object.fromEntries(
        sortable.map(([name]) => [
          name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
          { value: name, extensions: { concerns: `${type.name}.${name}` } satisfies ConcernsExtension },
        ]),
      ),
    })
    const made = new GraphQLInputObjectType({
      name: `${type.name}Order`,
      fields: {
        field: { type: new GraphQLNonNull(field) },
        direction: { type: new GraphQLNonNull(this.direction), defaultValue: 'ASC' },
      },
    })
    this.orders.set(type.name, made)
    return made
  }

  private typeOfField(type: TypeModel, field: string) {
    const object = this.schema.getType(type.name)
    const found = isObjectType(object) ? object.getFields()[field] : undefined
    if (found === undefined) throw new Error(`The schema has no ${type.name}.${field}`)
    return field === 'id' ? GraphQLID : getNamedType(found.type)
  }
}

function toArguments(map: GraphQLFieldConfigArgumentMap): GraphQLArgument[] {
  return Object.entries(map).map(([name, config]) => ({
    name,
    description: config.description,
    type: config.type,
    defaultValue: config.defaultValue,
    deprecationReason: undefined,
    extensions: {},
    astNode: undefined,
  }))
}

/**
 * `InvoiceConnection.totals`: for each currency, how many visible rows and the sum of the cells that may be
 * read. Only stored money is summed; a withheld amount counts as absent.
 */
function addTotals(schema: GraphQLSchema, model: Model): void {
  const money = schema.getType('Money')
  if (!isObjectType(money)) return
  for (const type of model.types.values()) {
    const connection = schema.getType(`${type.name}Connection`)
    const fields = summable(type)
    if (!isObjectType(connection) || fields.length === 0) continue
    const totals = new GraphQLObjectType({
      name: `${type.name}Totals`,
      description: `Sums over visible rows of ${type.name}, in one currency.`,
      fields: {
        currency: { type: GraphQLString, description: 'Absent for rows whose amounts are all withheld.' },
        count: { type: new GraphQLNonNull(GraphQLInt), description: 'How many visible rows.' },
        ...Object.fromEntries(
          fields.map((name) => [
            name,
            {
              type: money,
              extensions: { concerns: `${type.name}.${name}` },
              description: `The sum of \`${name}\`.`,
            },
          ]),
        ),
      },
    })
    const field: GraphQLField<unknown, unknown> = {
      name: 'totals',
      description: 'Sums per currency over the whole list, computed only when selected.',
      type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(totals))),
      args: [],
      deprecationReason: undefined,
      extensions: {},
      astNode: undefined,
    }
    connection.getFields()['totals'] = field
  }
}

/** The money fields that can be summed: stored, not derived. */
export function summable(type: TypeModel): readonly string[] {
  return [...type.answers]
    .filter(([, answer]) => answer.kind === 'money' && !answer.currency.derived)
    .map(([name]) => name)
}
