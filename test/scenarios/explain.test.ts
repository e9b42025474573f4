import type { DemoHouse } from '../../src/cli/policy/demo-house'
import { makeDemoHouse } from '../../src/cli/policy/demo-house'
import { explanationOf } from '../../src/cli/policy/explanation-of'
import { explanationText } from '../../src/cli/policy/explanation-text'
import { findDoubt, type Words } from '../../src/cli/policy/find-doubt'
import { policyParts } from '../../src/main'

describe('explaining the demo world', () => {
  let house: DemoHouse

  beforeAll(async () => {
    house = await makeDemoHouse(policyParts, 'sqlite::memory:')
  })

  afterAll(() => house.close())

  it('names the rule that decides, by the name or the id of a row', async () => {
    const named = await explain({ as: 'client-owner', on: 'invoice/lakeside-own-after-switch', field: 'net' })
    expect(named?.allowed).toBe(true)
    expect(named?.deciding).toBe('invoice/billed-organisation')
    const id = policyParts.names.get('invoice/lakeside-own-after-switch') ?? ''
    expect(await explain({ as: 'client-owner', on: id, field: 'net' })).toEqual(named)
  })

  it('shows every rule with its conditions, for people', async () => {
    const explanation = await explain({ as: 'partner-switched', on: 'invoice/lakeside-own-after-switch' })
    if (explanation === null) throw new Error('No such row')
    const text = explanationText('Why?', explanation)
    expect(text).toContain('Decided by invoice/never-elsewhere.')
    expect(text).toContain('✗ invoice.billedOrganisation.id == principal.organisation.id')
    expect(text).toMatch(
      /→ forbid invoice\/never-elsewhere: holds {3}\(policies\/invoice\.policy\.yaml:\d+\)/,
    )
  })

  it('has nothing to explain of a row that does not exist', async () => {
    expect(await explain({ as: 'nobody', on: 'Invoice:999999' })).toBeNull()
  })

  it.each([
    [
      { as: 'client-ovner', on: 'User:1' },
      'There is no persona `client-ovner`. (did you mean `client-owner`?)',
    ],
    [{ as: 'nobody', on: 'invoice/lakeside-onw' }, 'There is no row `invoice/lakeside-onw`.'],
    [{ as: 'nobody', on: 'Invoce:1' }, 'There is no type with a policy `Invoce`. (did you mean `Invoice`?)'],
    [{ as: 'nobody', on: 'Session:1' }, 'There is no type with a policy `Session`.'],
    [
      { as: 'nobody', on: 'Invoice:1', field: 'nett' },
      'There is no field of Invoice `nett`. (did you mean `net`?)',
    ],
    [
      { as: 'nobody', on: 'Invoice:1', action: 'pai' },
      'There is no action on Invoice `pai`. (did you mean `pay`?)',
    ],
    [{ as: 'nobody', on: 'Invoice:1', action: 'pay', field: 'net' }, 'An action is taken on the whole row'],
  ])('says what is meant by nothing in %j', (words, message) => {
    expect(() => findDoubt(words, policyParts, house.mandate)).toThrow(message)
  })

  function explain(words: Words) {
    const doubt = findDoubt(words, policyParts, house.mandate)
    return explanationOf({ ...house, clock: new Date('2026-11-23T12:00:00Z') }, doubt)
  }
})
