import { bindPolicy } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { decide } from '../../src/policy/evaluate/decide'
import { SIGNED_OUT } from '../../src/policy/principal'
import { smallPolicies } from './small-policies'
import { memberOf, now, partnerOf } from './small-principals'
import { smallVocabulary } from './small-vocabulary'

const set = loadPolicies(smallPolicies, smallVocabulary)
const owner = bindPolicy(set, memberOf(1), now)
const partner = bindPolicy(set, partnerOf(3), now)
const mandate = { status: 'ACTIVE', access: 'FULL', partner: { id: 3 } }
const invoice = {
  id: 5,
  number: 'INV-1',
  status: 'OPEN',
  disputed: false,
  net: 100,
  billedOrganisation: { id: 1 },
  client: { id: 2, partnerships: [mandate] },
}

describe('decide', () => {
  test('permits what a rule of a class that holds permits', () => {
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'net' }, invoice)).toBe(true)
    expect(decide(owner, { action: 'read', type: 'Invoice' }, invoice)).toBe(true)
  })

  test('refuses by default: another row, another class, an unknown field, action or type', () => {
    const other = { ...invoice, billedOrganisation: { id: 9 } }
    expect(decide(owner, { action: 'read', type: 'Invoice' }, other)).toBe(false)
    expect(decide(bindPolicy(set, SIGNED_OUT, now), { action: 'read', type: 'Invoice' }, invoice)).toBe(false)
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'nett' }, invoice)).toBe(false)
    expect(decide(owner, { action: 'burn', type: 'Invoice' }, invoice)).toBe(false)
    expect(decide(owner, { action: 'manage', type: 'Invoice' }, invoice)).toBe(false)
    expect(decide(owner, { action: 'read', type: 'all' }, invoice)).toBe(false)
  })

  test('a permit of some fields opens the row and these fields only', () => {
    expect(decide(partner, { action: 'read', type: 'Invoice' }, invoice)).toBe(true)
    expect(decide(partner, { action: 'read', type: 'Invoice', field: 'id' }, invoice)).toBe(true)
    expect(decide(partner, { action: 'read', type: 'Invoice', field: 'number' }, invoice)).toBe(true)
    expect(decide(partner, { action: 'read', type: 'Invoice', field: 'net' }, invoice)).toBe(false)
  })

  test('a forbid of fields leaves the row; a forbid of all takes it away', () => {
    const disputed = { ...invoice, disputed: true }
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'net' }, disputed)).toBe(false)
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'number' }, disputed)).toBe(true)
    const unnumbered = { ...invoice, number: null }
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'status' }, unnumbered)).toBe(false)
    expect(decide(owner, { action: 'read', type: 'Invoice' }, unnumbered)).toBe(false)
  })

  test('a part is seen where its owner is seen with the field that lists it', () => {
    const line = { id: 8, description: 'x', net: 1, invoice }
    expect(decide(owner, { action: 'read', type: 'InvoiceLine', field: 'net' }, line)).toBe(true)
    expect(decide(partner, { action: 'read', type: 'InvoiceLine' }, line)).toBe(false)
    expect(decide(owner, { action: 'read', type: 'InvoiceLine' }, { ...line, invoice: null })).toBe(false)
  })

  test('a fact that is not loaded denies: a permit does not permit, a forbid forbids', () => {
    const { billedOrganisation: _unloaded, ...noPayer } = invoice
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'number' }, noPayer)).toBe(false)
    const { disputed: _alsoUnloaded, ...noDispute } = invoice
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'net' }, noDispute)).toBe(false)
    expect(decide(owner, { action: 'read', type: 'Invoice', field: 'number' }, noDispute)).toBe(true)
  })

  test('a permit that cannot be evaluated takes nothing from one that can', () => {
    const { client: _unloaded, ...noClient } = invoice
    const both = bindPolicy(set, memberOf(1, { partner: { id: 1 } }), now)
    expect(decide(both, { action: 'read', type: 'Invoice', field: 'number' }, noClient)).toBe(true)
  })
})
