import { type GraphQLInputObjectType, type GraphQLSchema, parse, validate } from 'graphql'
import { declaredSchema } from '../../../schema/declared-schema'
import { exempt } from './exempt'
import { mutations } from './mutations'
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

/** Where one of them is meant, and why. */
const MEANT: Readonly<Record<string, string>> = {
  'BillingAddressInput.id': 'says which of the own addresses is kept; others are not found',
  'CreateApiTokenInput.expiresAt': 'a shorter life of one’s own token',
  'CreateApplicationPasswordInput.expiresAt': 'a shorter life of one’s own password',
  'CreateOrganisationInput.organisation': 'what the new Organisation is called; not an id',
  'InviteMemberInput.accounting': 'decided for another person; the policy says by whom',
  'InviteMemberInput.role': 'decided for another person; the policy says by whom',
  'InvitePartnerInput.organisationId': 'the target: who invites, decided by the policy',
  'PlaceOrderInput.organisationId': 'the target: what is ordered for, decided by the policy',
  'RememberedUserInput.userId': 'whose session to go on with; only those of the same browser',
  'SignUpInput.organisation': 'what the new Organisation is called; not an id',
  'SwitchOrganisationInput.organisationId': 'the Organisation to act in; membership is asked for',
  'TransferProductInput.organisationId': 'the receiving side; membership there is asked for',
  'UpdateMembershipInput.accounting': 'decided for another person; the policy says by whom',
  'UpdateMembershipInput.role': 'decided for another person; the policy says by whom',
  'UpdateOrganisationInput.organisationId': 'the target, decided by the policy',
}

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
  const known = [...(facts.field === null ? [] : [facts.field]), ...Object.keys(facts.references)]
  expect(ids.sort()).toEqual(known.sort())
})

test('no input takes what only the server says', () => {
  const places = [...inputs.values()].flatMap((input) => placesOf(input))
  expect(places.length).toBeGreaterThan(80)
  const named = places.filter(({ name }) => DENIED.test(name)).map(({ on, name }) => `${on}.${name}`)
  expect([...new Set(named)].sort()).toEqual(Object.keys(MEANT).sort())
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
