import { type GraphQLInputObjectType, type GraphQLSchema, parse, validate } from 'graphql'
import { declaredSchema } from '../../../schema/declared'
import { exempt, mutations, saidByCallers } from './mutations'
import { inputOf, mutationsOf, placesOf } from './written-schema'

const schema: GraphQLSchema = declaredSchema()
const declared = mutationsOf(schema)
const inputs = new Map(
  declared.flatMap((one): [string, GraphQLInputObjectType][] => {
    const input = inputOf(one)
    return input === undefined ? [] : [[one.name, input]]
  }),
)

/** What no caller says of a row: its state, who pays, what it costs, whose it is. */
const DENIED =
  /^(id|status|payer(Id)?|billed\w*|price|publicPrice|resellerPrice|total|net|gross|vat|vatStatus|vatRate|discount\w*|cashback\w*|role|accounting|user(Id)?|owner(Id)?|organisation(Id)?|client(Id)?|tokenHash|\w*At|\w*By)$/

test('every mutation is known to these tests, and they know no other', () => {
  const known = [...Object.keys(mutations), ...Object.keys(exempt)].sort()
  expect(known).toEqual(declared.map(({ name }) => name).sort())
})

test.each(Object.entries(mutations))(
  '%s: says itself what it asks of the policies',
  (name, { target, needs }) => {
    const action = needs.find((need) => need.action !== 'read')?.action
    const reads = needs.flatMap((need) => need.field ?? [])
    const field = schema.getMutationType()?.getFields()[name]
    expect(field?.extensions).toMatchObject({ asks: { type: target, action, reads } })
  },
)

test.each(Object.entries(mutations))('%s: every id that its input takes is known', (name, facts) => {
  const input = inputs.get(name)
  if (input === undefined) throw new Error(`${name} takes no input`)
  const ids = placesOf(input)
    .filter(({ type }) => type === 'ID')
    .map(({ path }) => path)
  const known = [...(facts.field === null ? [] : [facts.field]), ...Object.keys(facts.references ?? {})]
  expect(ids.sort()).toEqual(known.sort())
})

test('no input takes what only the server says', () => {
  const places = [...inputs.values()].flatMap((input) => placesOf(input))
  expect(places.length).toBeGreaterThan(80)
  const named = places.filter(({ name }) => DENIED.test(name)).map(({ on, name }) => `${on}.${name}`)
  expect([...new Set(named)].sort()).toEqual(Object.keys(saidByCallers).sort())
})

test.each([...inputs])('%s: a field that the input does not have is refused', (name, input) => {
  const nested = new Set([input.name, ...placesOf(input).map(({ on }) => on)])
  expect(nested.size).toBeGreaterThan(0)
  for (const field of ['status', 'payerId', 'price', 'isAdmin', '__proto__']) {
    const document = parse(`mutation { ${name}(input: { ${field}: "1" }) { __typename } }`)
    const reported = validate(schema, document).map(({ message }) => message)
    expect(reported.filter((message) => message.includes('is not defined by type'))).toHaveLength(1)
  }
})
