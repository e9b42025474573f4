import fc from 'fast-check'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { decide } from '../../src/policy/evaluate/decide'
import { type Row } from '../../src/policy/evaluate/match'
import { SIGNED_OUT } from '../../src/policy/principal'
import { celDecide, celOracle } from './cel-oracle'
import { smallPolicies } from './small-policies'
import { memberOf, now, partnerOf } from './small-principals'
import { smallVocabulary } from './small-vocabulary'

const set = loadPolicies(smallPolicies, smallVocabulary)
const oracle = celOracle(smallPolicies, smallVocabulary)

const id = fc.integer({ min: 1, max: 3 })
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 3 })
const partnership: fc.Arbitrary<Row> = fc.record({
  id,
  status: maybe(fc.constantFrom('PENDING', 'ACTIVE', 'ENDED')),
  access: maybe(fc.constantFrom('LIMITED', 'FULL')),
  client: maybe(fc.record({ id })),
  partner: maybe(fc.record({ id })),
})
const organisation: fc.Arbitrary<Row> = fc.record({
  id,
  partnerships: fc.array(partnership, { maxLength: 3 }),
})
const invoice: fc.Arbitrary<Row> = fc.record({
  id,
  number: maybe(fc.constantFrom('A', '')),
  status: maybe(fc.constantFrom('OPEN', 'PAID')),
  disputed: maybe(fc.boolean()),
  billedOrganisation: maybe(organisation),
  client: maybe(organisation),
})
const rows: Readonly<Record<string, fc.Arbitrary<Row>>> = {
  Organisation: organisation,
  Partnership: partnership,
  Invoice: invoice,
  InvoiceLine: fc.record({ id, invoice: maybe(invoice) }),
}
const principal = fc.oneof(
  fc.constant(SIGNED_OUT),
  id.map((one) => partnerOf(one)),
  fc
    .record({
      organisation: id,
      role: fc.constantFrom('OWNER', 'ADMINISTRATOR', 'EXTERNAL'),
      accounting: fc.boolean(),
    })
    .map(({ organisation: own, ...more }) => memberOf(own, more)),
)

describe('CASL and the CEL library answer alike', () => {
  const asked = fc.constantFrom(...smallVocabulary.types.values()).chain((type) =>
    fc.record({
      principal,
      row: rows[type.name] ?? fc.constant({ id: 1 }),
      question: fc.constantFrom(
        { action: 'read', type: type.name },
        { action: 'pay', type: type.name },
        { action: 'end', type: type.name },
        { action: 'read', type: type.name, field: 'id' },
        ...type.fields.map((field) => ({ action: 'read', type: type.name, field: field.name })),
      ),
    }),
  )

  test('on generated rows, principals and questions', () => {
    const answers = { yes: 0, no: 0 }
    fc.assert(
      fc.property(asked, (one) => {
        const said = decide(bindPolicy(set, one.principal, now), one.question, one.row)
        answers[said ? 'yes' : 'no'] += 1
        return said === celDecide(oracle, { ...one, now })
      }),
      { numRuns: 4000, seed: 7 },
    )
    expect(answers.yes).toBeGreaterThan(200)
    expect(answers.no).toBeGreaterThan(200)
  })
})
