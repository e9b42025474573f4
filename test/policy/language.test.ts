import { conditionText } from '../../src/policy/condition-text'
import { type Row } from '../../src/policy/evaluate/match'
import { SIGNED_OUT } from '../../src/policy/principal'
import { oneRule } from './one-rule'
import { memberOf } from './small-principals'

const own: Row = { id: 1, name: 'Own', vatNumber: null, partner: { id: 3, name: null }, partnerships: [] }
const mandate = {
  id: 1,
  status: 'ACTIVE',
  access: 'FULL',
  startedAt: '2026-01-01T00:00:00.000Z',
  partner: { id: 1 },
}
const ended = { id: 2, status: 'ENDED', access: null, startedAt: null, partner: null }
const client: Row = { id: 2, name: null, vatNumber: 'CHE', partner: null, partnerships: [mandate, ended] }
const full: Row = {
  id: 5,
  number: 'INV-1',
  status: 'OPEN',
  issuedOn: '2026-01-15',
  paidAt: '2026-02-01T08:00:00.000Z',
  net: 100,
  gross: 108,
  disputed: true,
  billedOrganisation: own,
  client,
  lines: [
    { id: 1, net: 60, description: 'a' },
    { id: 2, net: 40, description: null },
  ],
}
/** Everything that may be absent is. */
const bare: Row = {
  id: 6,
  number: null,
  status: null,
  issuedOn: null,
  paidAt: null,
  net: null,
  gross: null,
  disputed: null,
  billedOrganisation: null,
  client: null,
  lines: [],
}

/** A condition, and whether it holds for the full row and for the bare one. */
const cases: readonly (readonly [rule: string, when: string, full: boolean, bare: boolean])[] = [
  ['a constant', 'true', true, true],
  ['a constant refusal', 'false', false, false],
  ['a value equals a constant', 'invoice.net == 100', true, false],
  ['a constant equals a value', '100 == invoice.net', true, false],
  ['a negative number', 'invoice.net > -1', true, false],
  ['a value differs: absence is not difference', 'invoice.net != 1', true, false],
  ['a value is less', 'invoice.net < 101', true, false],
  ['a value is at most', 'invoice.net <= 100', true, false],
  ['a value is more', 'invoice.net > 100', false, false],
  ['a value is at least', 'invoice.net >= 100', true, false],
  ['two values of the row', 'invoice.net < invoice.gross', true, false],
  ['a text equals exactly', 'invoice.number == "inv-1"', false, false],
  ['a text in single quotes', "invoice.number == 'INV-1'", true, false],
  ['a value of an enumeration', 'invoice.status == "OPEN"', true, false],
  ['a flag alone', 'invoice.disputed', true, false],
  ['a flag denied: absence is not true', '!invoice.disputed', false, true],
  ['a flag compared', 'invoice.disputed == false', false, false],
  ['a date beside a text', 'invoice.issuedOn >= "2026-01-15"', true, false],
  ['an instant beside a text', 'invoice.paidAt == "2026-02-01T09:00:00+01:00"', true, false],
  ['an instant beside now', 'invoice.paidAt < now', true, false],
  ['one of a list', 'invoice.status in ["OPEN", "PAID"]', true, false],
  ['none of a list', '!(invoice.status in ["PAID"])', true, true],
  ['one of no list', 'invoice.status in []', false, false],
  ['a value is absent', 'invoice.number == null', false, true],
  ['a value is there', 'null != invoice.number', true, false],
  ['a row is there', 'invoice.client != null', true, false],
  ['a row is absent', 'invoice.client == null', false, true],
  ['a far row is there', 'invoice.billedOrganisation.partner != null', true, false],
  ['a far row is absent: not if its parent is', 'invoice.client.partner == null', true, false],
  ['a far value is absent: not if its parent is', 'invoice.client.name == null', true, false],
  ['a far value is there', 'invoice.billedOrganisation.name != null', true, false],
  ['a far value through an absent row', 'invoice.client.partner.id == 1', false, false],
  ['a far value differs: absence is not difference', 'invoice.client.partner.id != 1', false, false],
  ['and', 'invoice.net == 100 && invoice.gross == 108', true, false],
  ['or', 'invoice.net == 1 || invoice.gross == 108', true, false],
  ['not: what cannot be compared is false, so its denial is true', '!(invoice.net == 1)', true, true],
  ['not of not', '!!(invoice.net == 100)', true, false],
  ['and binds closer than or', 'invoice.net == 100 || invoice.net == 1 && false', true, false],
  ['exists', 'invoice.lines.exists(l, l.net == 60)', true, false],
  ['exists in nothing', 'invoice.lines.exists(l, true)', true, false],
  ['all', 'invoice.lines.all(l, l.net > 10)', true, true],
  ['all with an absent value', 'invoice.lines.all(l, l.description != null)', false, true],
  ['exists through an absent row', 'invoice.client.partnerships.exists(p, true)', true, false],
  ['all through an absent row', 'invoice.client.partnerships.all(p, p.id > 0)', true, false],
  ['not exists through an absent row', '!invoice.client.partnerships.exists(p, p.id == 9)', true, true],
  ['the outer row inside', 'invoice.lines.exists(l, l.net < invoice.net)', true, false],
  [
    'a quantifier inside another',
    'invoice.client.partnerships.exists(p, invoice.lines.exists(l, l.id == p.id && p.partner.id == 1))',
    true,
    false,
  ],
  ['the principal', 'invoice.billedOrganisation.id == principal.organisation.id', true, false],
  ['what the principal lacks', 'invoice.id == principal.partner.id', false, false],
  ['what the principal lacks, denied', 'invoice.id != principal.partner.id', false, false],
  [
    'a part of the principal is absent',
    'principal.partner == null && principal.partner.id == null',
    true,
    true,
  ],
  ['a part of the principal is there', 'principal.organisation != null', true, true],
  ['a flag of the principal', 'principal.accounting', false, false],
  ['a text among the scopes', '"billing" in principal.scopes', false, false],
  [
    'a value in a list of the principal',
    'invoice.id in [principal.user.id, principal.partner.id, 5]',
    true,
    false,
  ],
  ['a definition', 'fullPartnerOf(invoice.client)', true, false],
]

test.each(cases)('%s: %s', (_rule, when, onFull, onBare) => {
  const rule = oneRule(when)
  expect({ casl: rule.casl(full), cel: rule.cel(full) }).toEqual({ casl: onFull, cel: onFull })
  expect({ casl: rule.casl(bare), cel: rule.cel(bare) }).toEqual({ casl: onBare, cel: onBare })
})

test.each(cases)('%s: printed and read again it means the same', (_rule, when) => {
  const rule = oneRule(when)
  const again = oneRule(conditionText(rule.condition, 'invoice'))
  for (const row of [full, bare]) expect(again.casl(row)).toBe(rule.casl(row))
})

test('scopes are asked as a list', () => {
  const rule = oneRule('"billing" in principal.scopes')
  const asking = memberOf(1, { scopes: ['profile', 'billing'] })
  expect([rule.casl(bare, asking), rule.cel(bare, asking)]).toEqual([true, true])
  expect([rule.casl(bare, SIGNED_OUT), rule.cel(bare, SIGNED_OUT)]).toEqual([false, false])
})

test('an embedded value is reached by its two words', () => {
  const rule = oneRule('invoice.client.postalAddress.city == "Bern"')
  const at = (city: string | null): Row => ({ ...full, client: { ...client, postalAddress: { city } } })
  expect([rule.casl(at('Bern')), rule.cel(at('Bern')), rule.casl(at(null)), rule.cel(at(null))]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

describe('names never capture each other', () => {
  test('a definition that uses the name of the row it is asked of', () => {
    const when = 'invoice.client.partnerships.exists(p, fullPartnerOf(p.client))'
    const rule = oneRule(when)
    expect(conditionText(rule.condition, 'invoice')).toBe(
      'invoice.client.partnerships.exists(p, p.client.partnerships.exists(p2, ' +
        'p2.partner.id == principal.organisation.id && p2.status == "ACTIVE" && p2.access == "FULL"))',
    )
    const inner = { ...ended, client: { id: 8, partnerships: [mandate] } }
    const row = { ...full, client: { ...client, partnerships: [inner] } }
    expect([rule.casl(row), rule.cel(row)]).toEqual([true, true])
    const none = {
      ...full,
      client: { ...client, partnerships: [{ ...mandate, client: { id: 8, partnerships: [] } }] },
    }
    expect([rule.casl(none), rule.cel(none)]).toEqual([false, false])
  })

  test('definitions that call definitions, all with the same names', () => {
    const more = `definitions:
  linked: { of: { x: Organisation }, when: 'x.partnerships.exists(p, within(p.client))', means: a }
  within: { of: { x: Organisation }, when: 'x.partnerships.exists(p, p.id == x.id)', means: b }`
    const rule = oneRule('linked(invoice.client)', more)
    expect(conditionText(rule.condition, 'invoice')).toBe(
      'invoice.client.partnerships.exists(p, p.client.partnerships.exists(p2, p2.id == p.client.id))',
    )
  })

  test('a fact inside a quantifier speaks of the document’s row', () => {
    const facts = 'facts: { big: "invoice.lines.exists(l, l.net == invoice.net)" }'
    const rule = oneRule('invoice.lines.exists(l, l.net < 50 && big)', facts)
    const row = { ...full, net: 60 }
    expect([rule.casl(row), rule.cel(row), rule.casl(full), rule.cel(full)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
