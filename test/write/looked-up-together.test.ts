import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { idOf } from '../../schema/world/demo/demo-world'
import { openDecisionLog } from '../../src/platform/decision-log/decision-log'
import { factHashKey } from '../../src/platform/decision-log/decision-entry'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import type { Database } from '../../src/read/read-context'
import { DecisionNotes } from '../../src/read/redactions'
import { readDatabase } from '../../src/read/read-context'
import { reasonsFor } from '../../src/analysis/outcome/walk-answer'
import { type Assembled } from '../../src/app/assemble'
import { mandateOn } from '../../src/app/mandate-on'
import { rightsIn } from '../../src/write/access-of-rows'
import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'
import { type SentStatement, watchStatements } from '../support/watch-statements'

const REVOKE = `mutation ($input: RevokeApplicationPasswordsInput!) { revokeApplicationPasswords(input: $input) {
  applicationPasswords { id } userErrors { code reason } } }`
const SEND = `mutation ($input: SendBreachNoticeInput!) { sendBreachNotice(input: $input) {
  breachNotices { id } userErrors { code reason } } }`

/** What is asked of several rows together takes as many statements as of one. */
eachDatabase((_name, open) => {
  let desk: TestBilling
  let mandate: Assembled
  const sent: SentStatement[] = []
  const secret = Buffer.alloc(32, 7)

  beforeAll(async () => {
    desk = await billingAdminOn(open)
    mandate = mandateOn(desk.database, { secret, maximumCost: 1_000_000 })
    watchStatements(desk.database, { sent: (statement) => sent.push(statement) })
  })

  afterAll(() => desk.close())

  async function countOf(work: () => Promise<unknown>, kind = /./): Promise<number> {
    sent.length = 0
    await work()
    return sent.filter(({ text }) => kind.test(text)).length
  }

  /** The database of the gateway, and how many statements it was asked. */
  function counted(): { readonly database: Database; readonly texts: string[] } {
    const texts: string[] = []
    const inner = readDatabase(desk.database)
    return { texts, database: { query: (text, values) => (texts.push(text), inner.query(text, values)) } }
  }

  async function newPasswords(count: number): Promise<readonly string[]> {
    const [{ user_id: user } = { user_id: 0 }] = await desk.rows('application_passwords')
    const known = (await desk.rows('application_passwords')).length
    for (let at = 0; at < count; at += 1) {
      await desk.run(
        `INSERT INTO application_passwords (user_id, name, prefix, secret_hash, created_at)
         VALUES (?, 'Calendar', 'mdp_', ?, '2026-01-01 00:00:00.000')`,
        [user ?? 0, `${known + at}`.padStart(64, '0')],
      )
    }
    const rows = (await desk.rows('application_passwords')).slice(known)
    return rows.map(({ id }) => `ApplicationPassword:${String(id)}`)
  }

  test('application passwords that are revoked', async () => {
    const revoke = async (ids: readonly string[]) => {
      const answer = await desk.ask('members-collaborator', REVOKE, { applicationPasswordIds: ids })
      expect(answer).toMatchObject({ applicationPasswords: ids.map((id) => ({ id })), userErrors: [] })
    }
    const [first, one, ...others] = await newPasswords(8)
    // WHY one before: it signs in.
    await revoke([first ?? ''])
    const single = await countOf(() => revoke([one ?? '']))
    expect(await countOf(() => revoke(others))).toBe(single)
    expect(single).toBeGreaterThan(3)
  })

  test('people to tell of a breach: one look-up, however many Organisations', async () => {
    const names = [
      'organisation/duval',
      'organisation/jura',
      'organisation/lakeside',
      'organisation/birkenhof',
    ]
    const send = async (concernedOrganisations: readonly string[]) => {
      const input = { concernedOrganisations, subject: 'Backups', message: 'They were readable.' }
      const { mails, answer } = await desk.mailsOf(() => desk.ask('staff-compliance', SEND, input))
      expect(answer.userErrors).toEqual([])
      expect(answer.breachNotices).toHaveLength(concernedOrganisations.length)
      expect(mails.length).toBeGreaterThanOrEqual(concernedOrganisations.length)
    }
    const lookUps = /FROM\s+.?memberships.?[\s\S]*JOIN\s+.?users/i
    expect(await countOf(() => send(names.map(idOf)), lookUps)).toBe(1)
  })

  test('what somebody may do to several rows', async () => {
    const principal = await actingAs(desk.database, 'client-owner')
    const rows = (await desk.rows('products')).map(({ id }) => Number(id))
    const decide = async (keys: readonly number[]): Promise<readonly boolean[]> => {
      const runner = desk.database.createQueryRunner()
      const rights = rightsIn(runner.manager, mandate, { principal, now: NOON })
      const answers = await Promise.all(
        keys.flatMap((key) => [rights.may('update', 'Product', key), rights.reads('Product', key, 'name')]),
      )
      if (!desk.database.options.type.includes('sqlite')) await runner.release()
      return answers
    }
    const single = await countOf(() => decide(rows.slice(0, 1)))
    let many: readonly boolean[] = []
    expect(await countOf(async () => (many = await decide(rows)))).toBe(single)
    expect(new Set(many)).toEqual(new Set([true, false]))
    expect(await decide([99_999])).toEqual([false, false])
  })

  test('the facts behind an entry of the decision log', async () => {
    const principal = await actingAs(desk.database, 'client-owner')
    const keys = (await desk.rows('invoices')).map(({ id }) => Number(id))
    const statementsFor = async (some: readonly number[]): Promise<number> => {
      const { database, texts } = counted()
      const path = join(mkdtempSync(join(tmpdir(), 'mandate-together-')), 'decisions.jsonl')
      const logger = { warn: () => undefined }
      const facts = { database, model: mandate.model }
      const log = openDecisionLog({
        path,
        policies: mandate.policies,
        facts,
        key: factHashKey(secret),
        logger,
      })
      const notes = new DecisionNotes()
      for (const key of some) notes.row({ action: 'read', type: 'Invoice', key, allowed: true })
      log.keep({ principal, now: NOON, notes, operation: null, document: '' })
      await log.close()
      return texts.length
    }
    const single = await statementsFor(keys.slice(0, 1))
    expect(single).toBeGreaterThan(0)
    expect(await statementsFor(keys)).toBe(single)
  })

  test('why edges lead nowhere', async () => {
    const bound = bindPolicy(mandate.policies, await actingAs(desk.database, 'client-owner'), NOON)
    const held = (await desk.rows('products')).filter((row) => row['holder_id'] !== null)
    const keys = held.map(({ id }) => Number(id))
    const statementsFor = async (some: readonly number[]): Promise<number> => {
      const { database, texts } = counted()
      const reasons = reasonsFor(bound, { database, model: mandate.model })
      const told = await Promise.all(
        some.map((key) => reasons.ofEmptyEdge({ type: 'Product', key }, 'holder')),
      )
      expect(told.filter(({ sentence }) => sentence !== 'nothing is there')).toHaveLength(some.length)
      return texts.length
    }
    expect(keys.length).toBeGreaterThan(3)
    expect(await statementsFor(keys)).toBe(await statementsFor(keys.slice(0, 1)))
  })
})
