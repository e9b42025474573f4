import { createMongoAbility, subject } from '@casl/ability'
import { rulesToAST } from '@casl/ability/extra'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import { abilityOf } from '../../src/policy/compile/policy-ability'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { type Condition, conditionKey, TRUE } from '../../src/policy/condition'
import { decide } from '../../src/policy/evaluate/decide'
import { UnloadedFact } from '../../src/policy/evaluate/match'
import { oneRule } from './one-rule'
import { smallPolicies } from './small-policies'
import { memberOf, now, partnerOf } from './small-principals'
import { smallVocabulary } from './small-vocabulary'

/** What CASL 7 does by itself, and that our ability does not. Each first shows the trap, then that it is closed. */
const set = loadPolicies(smallPolicies, smallVocabulary)
const owner = bindPolicy(set, memberOf(1), now)
const invoice = {
  id: 5,
  number: 'A',
  status: 'OPEN',
  disputed: false,
  billedOrganisation: { id: 1 },
  client: { id: 2, partnerships: [] },
}

describe('traps of CASL', () => {
  test('an operator the stock matcher does not know is taken for a value: ours are an exhaustive switch', () => {
    const stock = createMongoAbility([
      { action: 'read', subject: 'Invoice' },
      { action: 'read', subject: 'Invoice', inverted: true, conditions: { $or: [{ id: 5 }] } },
    ])
    expect(stock.can('read', subject('Invoice', { id: 5 }))).toBe(true)
    const condition = { op: 'xor', of: [] } as unknown as Condition
    const rule = { id: 'x', action: ['read'], subject: 'Invoice', inverted: true, conditions: condition }
    const unknown = { ...owner, ability: abilityOf([...owner.classPolicy.rules, rule], owner.slots) }
    expect(decide(owner, { action: 'read', type: 'Invoice' }, invoice)).toBe(true)
    expect(decide(unknown, { action: 'read', type: 'Invoice' }, invoice)).toBe(false)
  })

  test('an undefined attribute matches what lacks the field: an unloaded fact is an error, and denies', () => {
    const stock = createMongoAbility([{ action: 'read', subject: 'X', conditions: { owner: undefined } }])
    expect(stock.can('read', subject('X', {}))).toBe(true)
    const { billedOrganisation: _unloaded, ...partial } = invoice
    const row = { ...partial, __typename: 'Invoice' }
    expect(() => owner.ability.can('read', row)).toThrow(UnloadedFact)
    expect(decide(owner, { action: 'read', type: 'Invoice' }, partial)).toBe(false)
  })

  test('difference grants on an unloaded relation: it does not here, nor does a denied comparison', () => {
    const stock = createMongoAbility([
      { action: 'read', subject: 'X', conditions: { 'owner.id': { $ne: 1 } } },
    ])
    expect(stock.can('read', subject('X', {}))).toBe(true)
    for (const when of ['invoice.client.id != 1', '!(invoice.client.id == 1)']) {
      expect(oneRule(when).casl({ id: 5 })).toBe(false)
      expect(oneRule(when).casl({ id: 5, client: { id: 2 } })).toBe(true)
    }
  })

  test('a forbid on an unloaded relation does not fire: here it does', () => {
    const { disputed: _unloaded, ...partial } = invoice
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'net' }, invoice)).toBe(true)
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'net' }, partial)).toBe(false)
  })

  test('a type is allowed as soon as one row might be: decide always asks a row', () => {
    expect(owner.ability.can('read', 'Invoice')).toBe(true)
    const other = { ...invoice, billedOrganisation: { id: 9 } }
    expect(decide(owner, { action: 'read', type: 'Invoice' }, other)).toBe(false)
  })

  test('rulesToAST ignores rules on fields: R and F are read from rulesFor with the field', () => {
    const asked = owner.ability.rulesFor('read', 'Invoice', 'net').filter((rule) => rule.inverted)
    expect(asked.map((rule) => rule.reason)).toEqual([
      'Amounts in dispute are withheld.',
      'What has no number was never issued.',
    ])
    expect(() => rulesToAST(owner.ability, 'read', 'Invoice')).toThrow(/ast/)
    const view = owner.classPolicy.type('Invoice')
    expect(view.field('net').kind).toBe('conditional')
    expect(conditionKey(view.row)).not.toContain('disputed')
  })

  test('the last rule wins: forbids come last', () => {
    const inverted = owner.classPolicy.rules.map((rule) => rule.inverted === true)
    expect(inverted).toEqual([...inverted].sort())
    expect(inverted).toContain(true)
  })

  test('empty conditions match everything: every rule carries one, and TRUE is said in words', () => {
    for (const rule of owner.classPolicy.rules) expect(rule.conditions).toHaveProperty('op')
    expect(
      owner.classPolicy.rules.find((rule) => rule.id === 'invoice-line/with-invoice')?.conditions.op,
    ).toBe('owner')
  })

  test('a star in a field name is a pattern: here it is a name that no field has', () => {
    expect(decide(owner, { action: 'read', type: 'Invoice', field: '*' }, invoice)).toBe(false)
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'n*' }, invoice)).toBe(false)
  })

  test('`manage` and `all` open everything: here they are names like others', () => {
    expect(createMongoAbility([{ action: 'manage', subject: 'all' }]).can('read', 'Invoice')).toBe(true)
    const rule = { id: 'x', action: 'manage', subject: 'all', conditions: TRUE }
    const ability = abilityOf([rule], owner.slots)
    expect(ability.can('read', 'Invoice')).toBe(false)
  })

  test('subject() throws on frozen rows: none is needed', () => {
    const frozen = Object.freeze({ ...invoice })
    expect(() => subject('Invoice', frozen)).toThrow(TypeError)
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'number' }, frozen)).toBe(true)
  })

  test('a row that does not say its type is of no type', () => {
    expect(owner.ability.can('read', invoice)).toBe(false)
    expect(owner.ability.can('read', { ...invoice, __typename: 'Invoice' })).toBe(true)
  })

  test('a row is judged as the type of the question, whatever it says of itself', () => {
    const marked = { ...invoice, __typename: 'Product', __caslSubjectType__: 'Product' }
    expect(decide(owner, { action: 'read', type: 'Invoice' }, marked)).toBe(true)
    expect(decide(owner, { action: 'read', type: 'Nothing' }, invoice)).toBe(false)
  })

  test('two paths through one relation are two lookups: one quantifier asks one row', () => {
    const when = 'invoice.client.partnerships.exists(p, p.status == "ACTIVE" && p.partner.id == 1)'
    const split = [
      { status: 'ACTIVE', partner: { id: 9 } },
      { status: 'ENDED', partner: { id: 1 } },
    ]
    expect(oneRule(when).casl({ id: 5, client: { id: 2, partnerships: split } })).toBe(false)
  })

  test('rules are plain data: they survive JSON, ids and sentences included', () => {
    const { rules } = bindPolicy(set, partnerOf(3), now).classPolicy
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules)
    expect(rules.map((rule) => rule.id)).toContain('organisation/managed-legal')
    expect(rules.every((rule) => rule.reason !== undefined && rule.reason !== '')).toBe(true)
  })
})
