import { assumeOwner } from '../../src/policy/assume'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { FALSE, TRUE } from '../../src/policy/condition'
import { neededPaths, type PathTree } from '../../src/policy/condition-paths'
import { conditionText } from '../../src/policy/condition-text'
import { match } from '../../src/policy/evaluate/match'
import { type PolicySet } from '../../src/policy/policy-set'
import { SIGNED_OUT } from '../../src/policy/principal'
import { file, smallPolicies } from './small-policies'
import { memberOf, now, partnerOf } from './small-principals'
import { smallVocabulary } from './small-vocabulary'

const set = loadPolicies(smallPolicies, smallVocabulary)
const owner = bindPolicy(set, memberOf(1), now).classPolicy
const partner = bindPolicy(set, partnerOf(3), now).classPolicy
const nobody = bindPolicy(set, SIGNED_OUT, now).classPolicy

describe('classes', () => {
  test('hold by the principal alone', () => {
    expect(owner.classes).toEqual(['accounting', 'owner'])
    expect(partner.classes).toEqual(['accounting', 'owner', 'partner'])
    expect(nobody.classes).toEqual([])
    const collaborator = bindPolicy(
      set,
      memberOf(1, { role: 'COLLABORATOR', accounting: true }),
      now,
    ).classPolicy
    expect(collaborator.classes).toEqual(['accounting'])
  })

  test('and the version make the signature', () => {
    expect(owner.signature).toBe(`${set.version}:accounting,owner`)
    expect(owner.version).toBe(set.version)
  })
})

describe('R', () => {
  test('is one of the permits and none of the forbids of all fields', () => {
    expect(conditionText(partner.type('Invoice').row, 'invoice')).toBe(
      '(invoice.billedOrganisation.id == principal.organisation.id || invoice.client.partnerships.exists(p, ' +
        'p.partner.id == principal.organisation.id && p.status == "ACTIVE" && p.access == "FULL")) && invoice.number != null',
    )
  })

  test('is false where no permit is for these classes, and for a type without a document', () => {
    expect(nobody.type('Invoice').row).toEqual(FALSE)
    expect(owner.type('Membership').row).toEqual(FALSE)
    expect(owner.type('Membership').field('role')).toEqual({ kind: 'never' })
    expect(owner.type('Nonsense').action('read')).toEqual(FALSE)
  })
})

describe('F', () => {
  test('is always where every permit of the row covers the field and nothing forbids it', () => {
    expect(owner.type('Invoice').field('number')).toEqual({ kind: 'always' })
    expect(partner.type('Invoice').field('status')).toEqual({ kind: 'always' })
    expect(owner.type('Organisation').field('vatNumber')).toEqual({ kind: 'always' })
    expect(owner.type('Invoice').field('id')).toEqual({ kind: 'always' })
  })

  test('is never where no permit covers it, and for what is no field', () => {
    const member = bindPolicy(set, memberOf(1, { role: 'EXTERNAL' }), now).classPolicy.type('Organisation')
    expect(member.field('name')).toEqual({ kind: 'always' })
    expect(member.field('vatNumber')).toEqual({ kind: 'never' })
    expect(member.field('nonsense')).toEqual({ kind: 'never' })
  })

  test('is conditional where the row decides', () => {
    const net = owner.type('Invoice').field('net')
    expect(net.kind === 'conditional' && conditionText(net.condition, 'invoice')).toBe(
      'invoice.billedOrganisation.id == principal.organisation.id && !(invoice.number == null || invoice.disputed)',
    )
    const vat = partner.type('Organisation').field('vatNumber')
    expect(vat.kind === 'conditional' && conditionText(vat.condition, 'organisation')).toMatch(
      / && organisation\.id == principal\.organisation\.id$/,
    )
  })
})

describe('actions', () => {
  test('have conditions of their own, refused where no permit is for these classes', () => {
    expect(owner.type('Invoice').actions).toEqual(['pay'])
    expect(conditionText(owner.type('Invoice').action('pay'), 'invoice')).toBe(
      'invoice.billedOrganisation.id == principal.organisation.id && invoice.status == "OPEN"',
    )
    expect(nobody.type('Invoice').action('pay')).toEqual(FALSE)
    expect(owner.type('Invoice').action('burn')).toEqual(FALSE)
  })
})

describe('a part', () => {
  const row = owner.type('InvoiceLine').row

  test('is seen where its owner is seen with the field that lists it', () => {
    expect(row).toMatchObject({ op: 'owner', as: 'owner', path: { of: 'row', steps: ['invoice'] } })
    const where = row.op === 'owner' ? conditionText(row.where) : ''
    expect(where).toBe('owner.billedOrganisation.id == principal.organisation.id && owner.number != null')
  })

  test('is never seen by those who never see that field', () => {
    const changed = withInvoices('fields: all\n    to: [accounting]', 'fields: all\n    to: [partner]')
    expect(bindPolicy(changed, memberOf(1), now).classPolicy.type('InvoiceLine').row).toEqual(FALSE)
    expect(bindPolicy(changed, partnerOf(1), now).classPolicy.type('InvoiceLine').row.op).toBe('owner')
  })

  test('needs no owner rule for whoever arrives from a visible owner', () => {
    expect(assumeOwner(row)).toEqual(TRUE)
    expect(assumeOwner({ op: 'and', of: [row, owner.type('Invoice').row] })).toEqual(
      owner.type('Invoice').row,
    )
    expect(assumeOwner({ op: 'not', of: row })).toEqual(FALSE)
  })

  test('of a part asks its owner’s owner, each by a name of its own', () => {
    const partOf = 'partOf: { relation: billedOrganisation, field: invoices }\nactions:'
    const line = bindPolicy(withInvoices('actions:', partOf), memberOf(1), now).classPolicy.type(
      'InvoiceLine',
    )
    expect(line.row).toMatchObject({
      op: 'owner',
      as: 'owner',
      where: {
        of: [
          { op: 'compare' },
          { op: 'owner', as: 'owner2', path: { of: 'owner', steps: ['billedOrganisation'] } },
          { op: 'not' },
        ],
      },
    })
    expect(plain(neededPaths([line.row]))).toEqual({
      invoice: { billedOrganisation: { id: true }, number: true },
    })
    expect(assumeOwner(line.row)).toEqual(TRUE)
  })

  test('is never part of itself', () => {
    const organisation =
      smallPolicies.find((one) => one.path.endsWith('/organisation.policy.yaml'))?.text ?? ''
    const partOf = file(
      'organisation.policy.yaml',
      organisation.replace('facts:', 'partOf: { relation: partner, field: name }\nfacts:'),
    )
    const others = smallPolicies.filter((one) => one.path !== partOf.path)
    expect(() => loadPolicies([...others, partOf], smallVocabulary)).toThrow(
      /cycle +`Organisation` → `Organisation`/,
    )
  })
})

describe('needed paths', () => {
  test('name every attribute a condition may touch, below quantifiers and owners too', () => {
    const paths = neededPaths([
      owner.type('InvoiceLine').row,
      partner.type('InvoiceLine').row,
      partner.type('Organisation').row,
    ])
    expect(plain(paths)).toEqual({
      invoice: { billedOrganisation: { id: true }, number: true },
      id: true,
      partnerships: { partner: { id: true }, status: true, access: true },
    })
  })

  test('are enough: a row of these and nothing else never meets an unloaded fact', () => {
    const { row } = partner.type('InvoiceLine')
    const loaded = { invoice: { number: 'A', billedOrganisation: { id: 3 } } }
    expect(match(row, loaded, bindPolicy(set, partnerOf(3), now).slots)).toBe(true)
  })
})

/** The small policies with a text of the document of invoices replaced. */
function withInvoices(from: string, to: string): PolicySet {
  const files = smallPolicies.map((one) =>
    one.path.endsWith('/invoice.policy.yaml') ? { ...one, text: one.text.replace(from, to) } : one,
  )
  return loadPolicies(files, smallVocabulary)
}

function plain(tree: PathTree): Record<string, unknown> {
  const attributes = [...tree.attributes].map((name): [string, unknown] => [name, true])
  const relations = [...tree.relations].map(([name, inner]): [string, unknown] => [name, plain(inner)])
  return Object.fromEntries([...attributes, ...relations])
}
