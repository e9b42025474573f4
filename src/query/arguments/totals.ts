import type { GraphQLField, GraphQLSchema } from 'graphql'
import {
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  isObjectType,
} from 'graphql'
import type { Model, TypeModel } from '../model/model'

/**
 * `InvoiceConnection.totals`: for each currency, how many visible rows and the sum of the cells that may be
 * read. Only stored money is summed; a withheld amount counts as absent.
 */
export function addTotals(schema: GraphQLSchema, model: Model): void {
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
