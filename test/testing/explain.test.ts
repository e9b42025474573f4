import { explainCell } from '../../src/analysis/explain/explain-cell'
import { explainReport } from '../../src/analysis/explain/explain-report'
import { reportText } from '../../src/analysis/report/report'
import { policyParts } from '../../src/app/policy-parts'
import { type DemoDatabase, makeDemoDatabase } from '../../src/cli/policy/current-database'
import { explanationOf } from '../../src/cli/policy/explain'
import { findQuestion, type TypedQuestion } from '../../src/cli/policy/find-question'

const now = new Date('2026-11-23T12:00:00Z')

describe('explaining the demo world', () => {
  let demo: DemoDatabase

  beforeAll(async () => {
    demo = await makeDemoDatabase(policyParts, 'sqlite::memory:')
  })

  afterAll(() => demo.close())

  it('names the rule that decides, by the name or the id of a row', async () => {
    const named = await explain({ as: 'client-owner', on: 'invoice/lakeside-own-after-switch', field: 'net' })
    expect(named?.allowed).toBe(true)
    expect(named?.deciding).toBe('invoice/billed-organisation')
    const id = policyParts.names.get('invoice/lakeside-own-after-switch') ?? ''
    expect(await explain({ as: 'client-owner', on: id, field: 'net' })).toEqual(named)
  })

  it('shows every rule with its conditions, for people', async () => {
    const text = await reported({ as: 'partner-switched', on: 'invoice/lakeside-own-after-switch' })
    expect(text).toContain('Decided by `invoice/never-elsewhere`.')
    expect(text).toMatch(/✗ +`invoice\.billedOrganisation\.id == principal\.organisation\.id`/)
    expect(text).toContain('→ forbid `invoice/never-elsewhere`: holds')
    expect(text).toMatch(/To everyone; policies\/invoice\.policy\.yaml:\d+/)
  })

  it('tells the smallest change of facts that would turn the answer', async () => {
    const own = { as: 'partner-switched', on: 'invoice/lakeside-own-after-switch', field: 'net' }
    expect(await reported(own)).toMatch(/\.billedOrganisation: Organisation:\d+ becomes Organisation:\d+/)
    const role = { as: 'client-collaborator', on: 'invoice/lakeside-own-after-switch', field: 'net' }
    expect(await reported(role)).toMatch(/principal\.role: "COLLABORATOR" becomes "OWNER"/)
    const nobody = { as: 'nobody', on: 'invoice/lakeside-own-after-switch', field: 'net' }
    expect(await reported(nobody)).toContain('No change of facts turns the answer')
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
    [{ as: 'nobody', on: 'JobLease:1' }, 'There is no type with a policy `JobLease`.'],
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
    expect(() => findQuestion(words, policyParts, demo.mandate)).toThrow(message)
  })

  function explain(words: TypedQuestion) {
    const doubt = findQuestion(words, policyParts, demo.mandate)
    return explanationOf({ ...demo, clock: now }, doubt)
  }

  async function reported(words: TypedQuestion): Promise<string> {
    const { persona, question, row } = findQuestion(words, policyParts, demo.mandate)
    const explanation = await explainCell({
      ...demo.facts,
      policies: demo.mandate.policies,
      principal: await demo.principalOf(persona),
      question,
      key: Number(row.split(':')[1]),
      now,
    })
    if (explanation === null) throw new Error('No such row')
    return reportText(explainReport('Why?', explanation, {}))
  }
})
