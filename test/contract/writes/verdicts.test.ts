import { declaredSchema } from '../../../schema/declared'
import { workOf } from '../../../src/read/price-list'
import { eachDatabase } from '../../support/databases'
import { fillForWrites } from './demo-stage'
import { mutations } from './mutations'
import { checkedTemplates } from './check-mail'
import { everybodyTries, type Tried } from './tries'

const declared = declaredSchema().getMutationType()

/** WHY fewer on MariaDB: who may what is decided by the same code; the statements are tried on both. */
const extent = (name: string) => {
  if (process.env['DEEP'] !== undefined) return 'all'
  return name === 'SQLite' ? 'everybody' : 'some'
}

eachDatabase((name, open) => {
  let tried: Tried
  const of = (mutation: string) => tried.tries.filter((one) => one.mutation === mutation)
  const accepted = (mutation: string) =>
    of(mutation).flatMap(({ aftermath }) => (aftermath === null ? [] : [aftermath]))

  beforeAll(async () => {
    const database = await open()
    await fillForWrites(database)
    tried = await everybodyTries(database, extent(name))
  })

  test.each(Object.keys(mutations))('%s answers what the policy says', (mutation) => {
    const wrong = of(mutation).filter(({ expected, answered }) => answered.verdict !== expected)
    expect(wrong).toEqual([])
    const verdicts = new Set(of(mutation).map(({ answered }) => answered.verdict))
    expect([...verdicts].sort()).toEqual(['ALLOWED', 'FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED'])
  })

  test('what was refused has changed nothing', () => {
    expect(tried.changed).toEqual([])
    const refused = tried.tries.filter(({ aftermath }) => aftermath === null)
    expect(refused.length).toBeGreaterThan(300)
  })

  test.each(Object.keys(mutations))('%s leaves audit entries of who did what for whom', (mutation) => {
    const all = accepted(mutation)
    expect(all).not.toEqual([])
    for (const { audits, principal, concerns } of all) {
      const who = audits.map((entry) => [entry['user_id'], entry['acting_organisation_id']].map(Number))
      expect(who).toEqual(audits.map(() => [principal.user?.id, principal.organisation?.id]))
      expect(audits.map((entry) => Number(entry['organisation_id']))).toContain(concerns)
      expect(audits.every((entry) => entry['subject_id'] !== null)).toBe(true)
    }
  })

  test.each(Object.keys(mutations))('%s writes no more mails than it says it does', (mutation) => {
    const work = workOf(declared?.getFields()[mutation]?.extensions)
    // The inputs here hold one item where they hold any.
    const most = (work?.mails ?? 0) + (work?.each?.mails ?? 0)
    const written = accepted(mutation).map(({ mails }) => mails.length)
    expect(Math.max(0, ...written)).toBeLessThanOrEqual(most)
  })

  test('no audit entry holds a password, a token or a digest of one', () => {
    const reported = Object.keys(mutations).flatMap((mutation) =>
      accepted(mutation).flatMap(({ audits, secrets }) =>
        audits.flatMap(({ detail }) => secrets.filter((secret) => String(detail).includes(secret))),
      ),
    )
    expect(reported).toEqual([])
    const details = Object.keys(mutations).flatMap((mutation) =>
      accepted(mutation).flatMap(({ audits }) => audits.map(({ detail }) => String(detail))),
    )
    // What is as long as a token and has no blanks is one.
    expect(details.filter((detail) => /[\w+/=-]{32,}/.test(detail))).toEqual([])
  })

  test('a mail tells its addressee nothing that they may not know', () => {
    const mails = Object.keys(mutations).flatMap((mutation) => accepted(mutation).flatMap((one) => one.mails))
    expect(mails.filter(({ tooMuch }) => tooMuch.length > 0)).toEqual([])
    expect(checkedTemplates.length).toBeGreaterThan(12)
    expect([...new Set(mails.map(({ template }) => template))].sort()).toEqual(checkedTemplates)
  })

  test('a mail of a changed payment mode holds no amount', () => {
    const mails = accepted('changePaymentMode').flatMap(({ mails: sent }) => sent)
    const changed = mails.filter(({ template }) => template === 'payment-mode-changed')
    expect(changed).not.toEqual([])
    for (const { data } of changed) {
      const { changedOn, ...others } = data
      expect(changedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(JSON.stringify(others)).not.toMatch(/\d|CHF|EUR/)
    }
    const staying = mails.filter(({ template }) => template === 'still-your-renewals')
    expect(staying).not.toEqual([])
    for (const { data } of staying) expect(JSON.stringify(data)).not.toMatch(/\d\.\d\d|CHF|EUR/)
  })
})
