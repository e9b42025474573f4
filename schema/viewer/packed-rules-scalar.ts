import { GraphQLError, GraphQLScalarType } from 'graphql'

/**
 * Rules on the wire: a list of lists, as CASL packs them. WHY a scalar: it is one value for a library to read, and the
 * conditions in it are trees that no selection set reaches the end of.
 */
export const PackedRulesScalar = new GraphQLScalarType({
  name: 'PackedRules',
  description:
    'Access rules as the library CASL packs them (`packRules`), each with a condition of the policies. JSON; never an input.',
  serialize: (value) => value,
  parseValue: refuseInput,
  parseLiteral: refuseInput,
})

function refuseInput(): never {
  throw new GraphQLError('PackedRules is no input: the server knows the rules.')
}
