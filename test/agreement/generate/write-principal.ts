import fc from 'fast-check'
import { type Principal } from '../../../src/policy/principal'
import { roles, scopes } from './values'

/** Any principal: each part of it is there or not, independently of the others. */
export function principals(): fc.Arbitrary<Principal> {
  const part = fc.option(fc.record({ id: fc.integer({ min: 1, max: 5 }) }), { freq: 2 })
  return fc.record({
    user: part,
    organisation: part,
    membership: part,
    partner: part,
    role: fc.option(fc.constantFrom(...roles), { freq: 2 }),
    accounting: fc.boolean(),
    scopes: fc.uniqueArray(fc.constantFrom(...scopes), { maxLength: 3 }),
    token: fc.boolean(),
    staff: fc.option(fc.constantFrom('SUPPORT', 'COMPLIANCE'), { freq: 2 }),
  })
}
