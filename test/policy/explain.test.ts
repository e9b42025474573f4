import { bindPolicy } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { neededPaths } from '../../src/policy/condition-paths'
import { consideredConditions, explain } from '../../src/policy/evaluate/explain'
import { SIGNED_OUT } from '../../src/policy/principal'
import { smallPolicies } from './small-policies'
import { memberOf, now } from './small-principals'
import { smallVocabulary } from './small-vocabulary'

const set = loadPolicies(smallPolicies, smallVocabulary)
const owner = bindPolicy(set, memberOf(1), now)
const invoice = {
  id: 5,
  number: 'A',
  status: 'PAID',
  disputed: false,
  billedOrganisation: { id: 1 },
  client: { id: 2, partnerships: [{ id: 1, partner: { id: 3 }, status: 'PENDING', access: 'FULL' }] },
}
const readNet = { action: 'read', type: 'Invoice', field: 'net' }

describe('explain', () => {
  test('names every rule considered, also those for others, with its sentence and place', () => {
    const { rules } = explain(owner, { action: 'read', type: 'Invoice' }, invoice)
    expect(rules.map(({ id, effect, applies, holds }) => [id, effect, applies, holds])).toEqual([
      ['invoice/billed', 'permit', true, true],
      ['invoice/cancelled', 'forbid', true, false],
      ['invoice/managed', 'permit', false, false],
    ])
    expect(rules[0]).toMatchObject({
      because: 'An invoice is accessible only in the Organisation it bills.',
      classes: ['accounting'],
      path: 'policies/invoice.policy.yaml',
      line: 8,
    })
  })

  test('gives the text and value of every fact a rule rests on, and what was found', () => {
    const [billed] = explain(owner, readNet, invoice).rules
    expect(billed?.atoms).toEqual([
      {
        text: 'invoice.billedOrganisation.id == principal.organisation.id',
        value: true,
        found: [
          { text: 'invoice.billedOrganisation.id', value: 1 },
          { text: 'principal.organisation.id', value: 1 },
        ],
      },
    ])
  })

  test('says which rule decides: the permit', () => {
    const { allowed, deciding, sentence } = explain(owner, readNet, invoice)
    expect({ allowed, deciding, sentence }).toEqual({
      allowed: true,
      deciding: 'invoice/billed',
      sentence: 'Allowed: An invoice is accessible only in the Organisation it bills.',
    })
  })

  test('says which rule decides: the forbid that beats it', () => {
    const { allowed, deciding, sentence } = explain(owner, readNet, { ...invoice, disputed: true })
    expect({ allowed, deciding, sentence }).toEqual({
      allowed: false,
      deciding: 'invoice/disputed-amounts',
      sentence: 'Refused: Amounts in dispute are withheld.',
    })
  })

  test('says why nothing permits it: to nobody, not to this one, not this row', () => {
    const sentenceFor = (bound: typeof owner, question: typeof readNet, row = invoice): string =>
      explain(bound, question, row).sentence
    expect(sentenceFor(owner, { ...readNet, field: 'nonsense' })).toBe(
      'Refused: no rule permits it to anybody.',
    )
    expect(sentenceFor(bindPolicy(set, SIGNED_OUT, now), readNet)).toBe(
      'Refused: no rule permits it to this principal.',
    )
    expect(sentenceFor(owner, readNet, { ...invoice, billedOrganisation: { id: 2 } })).toBe(
      'Refused: no rule that permits it to this principal holds for this row.',
    )
  })

  test('has no value for a fact that was not loaded, and the answer is no', () => {
    const { disputed: _unloaded, ...partial } = invoice
    const found = explain(owner, readNet, partial)
    const disputed = found.rules.find((rule) => rule.id === 'invoice/disputed-amounts')
    expect(disputed).toMatchObject({
      holds: null,
      atoms: [{ text: 'invoice.disputed', value: null, found: [] }],
    })
    expect(found).toMatchObject({ allowed: false, deciding: 'invoice/disputed-amounts' })
    expect(found.sentence).toMatch(/could not be read, so the answer is no/)
  })

  test('opens the owner’s rule of a part', () => {
    const line = { id: 1, net: 1, invoice: { ...invoice, billedOrganisation: { id: 2 } } }
    const { rules } = explain(owner, { action: 'read', type: 'InvoiceLine', field: 'net' }, line)
    expect(rules[0]?.atoms.map(({ text, value }) => [text, value])).toEqual([
      ['visible(invoiceLine.invoice)', false],
      ['owner.billedOrganisation.id == principal.organisation.id', false],
      ['owner.number == null', false],
    ])
    const orphan = explain(owner, { action: 'read', type: 'InvoiceLine' }, { ...line, invoice: null })
    expect(orphan.rules[0]?.atoms.map((atom) => atom.value)).toEqual([false, null, null])
  })

  test('says what it needs loaded', () => {
    const paths = neededPaths(consideredConditions(owner, readNet))
    expect([...paths.attributes]).toEqual(['number', 'disputed'])
    expect([...paths.relations.keys()]).toEqual(['billedOrganisation'])
  })
})
