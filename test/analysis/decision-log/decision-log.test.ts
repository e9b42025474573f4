import { readFileSync } from 'node:fs'
import { type DataSource } from 'typeorm'
import { entities } from '../../../schema/declared'
import { demoPassword } from '../../../schema/world/demo-password'
import { demoWorld, idOf } from '../../../schema/world/demo/demo-world'
import { replayLog } from '../../../src/analysis/replay/replay-log'
import { replayReport } from '../../../src/analysis/replay/replay-report'
import { legalDay } from '../../../src/platform/clock'
import { type DecisionEntry } from '../../../src/platform/decision-log/decision-entry'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type PolicySet } from '../../../src/policy/policy-set'
import { realPolicyFiles } from '../../policies/real-policy-files'
import { eachDatabase } from '../../support/databases'
import { NOON } from '../../support/real-engine'
import { entriesOf, linesOf, type LoggedGateway, loggedGateway } from './logged-gateway'

const LISTS = `query Everything($text: String) {
  invoices(first: 50) { totalCount nodes { id number net { amount } billedOrganisation { name } } }
  products(first: 50) { nodes { id name publicPrice { amount } payer { name } holder { name email } } }
  organisations(filter: { name: { ne: $text } }) { nodes { id name vatNumber phone postalAddress { city } } }
  users { nodes { id name email } } orders { nodes { id total { amount } } } partnerships { nodes { id status } } }`
const BY_ID =
  'query One($id: ID!) { invoice(id: $id) { id net { amount } } node(id: $id) { ... on Invoice { gross { amount } } } }'
const PAY =
  'mutation Pay($input: PayInvoiceInput!) { payInvoice(input: $input) { invoice { id } userErrors { code } } }'

/** What could be looked up in the world by its text: words of enumerations, names of types and short ones left out. */
function secretTexts(): readonly string[] {
  const day = legalDay(NOON)
  const cells = demoWorld.tables.flatMap(({ columns, rows }) =>
    rows.flatMap((row) => row.filter((_, at) => !/^(id|.*_id)$/.test(columns[at] ?? ''))),
  )
  const texts = cells.flatMap((cell) => {
    if (typeof cell === 'number') return cell > 9999 ? [String(cell), (cell / 100).toFixed(2)] : []
    if (cell === null || cell.length < 5 || /^[A-Z_]+$/.test(cell) || cell.startsWith(day)) return []
    if (entities.some((entity) => entity.name === cell)) return []
    return [cell]
  })
  return [...new Set(texts)]
}

/** Whether a text stands there as a word of its own: six digits may be part of a hash. */
function holds(log: string, text: string): boolean {
  if (!/^[\d.]+$/.test(text)) return log.includes(text)
  return new RegExp(`(?<![\\w-])${text.replace('.', '\\.')}(?![\\w-])`).test(log)
}

eachDatabase((_, open) => {
  let gateway: LoggedGateway
  let database: DataSource
  let entries: readonly DecisionEntry[]
  let answers = ''
  const mine = idOf('invoice/lakeside-own-after-switch')
  const people = [
    'client-owner',
    'client-collaborator',
    'partner-full-client-pays',
    'partner-limited',
    'nobody',
  ]

  beforeAll(async () => {
    database = await open()
    gateway = await loggedGateway(database)
    for (const name of people) {
      const headers = name === 'nobody' ? {} : await gateway.headersOf(name)
      const asked = [
        { query: LISTS, variables: { text: 'a text that was typed' } },
        { query: BY_ID, variables: { id: mine } },
        { query: PAY, variables: { input: { invoiceId: mine } } },
      ]
      for (const one of asked) answers += (await gateway.post(one, headers)).text
    }
    await gateway.close()
    await gateway.decisions.close()
    entries = entriesOf(gateway.path)
  }, 300_000)

  const replayed = (head: PolicySet) => {
    const { facts, key, path, mandate } = gateway
    return replayLog({ head, inForce: mandate.policies, facts, key }, linesOf(path))
  }

  const changed = (path: string, from: string, to: string): PolicySet => {
    const files = realPolicyFiles().map((file) =>
      file.path === path ? { ...file, text: file.text.replace(from, to) } : file,
    )
    expect(files.find((file) => file.path === path)?.text).toContain(to)
    return loadPolicies(files, gateway.mandate.model)
  }

  const requestOf = (operation: string, membershipOf: string): DecisionEntry | undefined =>
    entries.filter((one) => one.operation === operation)[people.indexOf(membershipOf)]

  it('keeps one entry for each operation, with who asked by ids and classes', () => {
    // Four of them signed in first.
    expect(entries).toHaveLength(people.length * 3 + 4)
    const entry = requestOf('query Everything', 'client-owner')
    expect(entry).toMatchObject({ time: NOON.toISOString(), policy: gateway.mandate.policies.version })
    expect(entry?.classes).toContain('ownerOrAdministrator')
    expect(entry?.principal.role).toBe('OWNER')
    expect(new Set(entries.map((one) => one.correlationId)).size).toBe(entries.length)
    const documents = entries.filter((one) => one.operation === 'query One').map((one) => one.document)
    expect(new Set(documents).size).toBe(1)
  })

  it('counts cells by their coordinate, shown and withheld', () => {
    const mineSeen = requestOf('query Everything', 'client-owner')?.cells
    expect(mineSeen?.['Invoice.net']?.[0]).toBeGreaterThan(0)
    expect(mineSeen?.['Invoice.net']?.[1]).toBe(0)
    const [shown = 0, withheld = 0] =
      requestOf('query Everything', 'client-collaborator')?.cells['Product.publicPrice'] ?? []
    expect(shown).toBe(0)
    expect(withheld).toBeGreaterThan(0)
  })

  it('names the rows that were asked for by id or acted on, with what was decided and a print of its facts', () => {
    expect(requestOf('query One', 'client-owner')?.rows).toMatchObject([
      { action: 'read', row: mine, allowed: true, shown: expect.arrayContaining(['gross']), withheld: [] },
    ])
    expect(requestOf('query One', 'partner-full-client-pays')?.rows).toMatchObject([
      { action: 'read', row: mine, allowed: false, facts: { print: expect.stringMatching(/^[\w-]{22}$/) } },
    ])
    expect(requestOf('mutation Pay', 'client-owner')?.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'pay', row: mine, allowed: true, facts: expect.anything() }),
      ]),
    )
  })

  it('holds no value of any cell, no variable and no secret', () => {
    const log = readFileSync(gateway.path, 'utf8')
    const texts = secretTexts()
    expect(texts.length).toBeGreaterThan(500)
    expect(texts.filter((text) => holds(log, text))).toEqual([])
    expect(log).not.toContain(demoPassword)
    expect(log).not.toContain('a text that was typed')
    // The scan would see them: the answers are full of them.
    expect(texts.filter((text) => holds(answers, text)).length).toBeGreaterThan(40)
  })

  it('is decided the same under the same policies', async () => {
    const same = await replayed(gateway.mandate.policies)
    expect(same.requests).toBe(entries.length)
    expect(same.verdicts).toMatchObject({ 'now allowed': 0, 'now refused': 0, 'depends on rows': 0 })
    expect(same.verdicts.same).toBeGreaterThan(200)
    expect(replayReport(same, 'the same').passed).toBe(true)
  })

  it('says what would be allowed or refused under others', async () => {
    const path = 'policies/invoice.policy.yaml'
    const refusing = await replayed(changed(path, "when: '!billedToMe'", 'when: billedToMe'))
    const refused = refusing.changed.filter((one) => one.verdict === 'now refused').map((one) => one.what)
    expect(refused).toEqual(expect.arrayContaining([mine, `${mine}.net`, `${mine}.gross`]))
    expect(refusing.verdicts['now allowed']).toBe(0)
    expect(replayReport(refusing, 'others').passed).toBe(false)
    const anybodys = 'invoice.billedOrganisation.id == invoice.billedOrganisation.id'
    const opened = changed(path, 'invoice.billedOrganisation.id == principal.organisation.id', anybodys)
    const allowing = await replayed(opened)
    const allowed = allowing.changed.filter((one) => one.verdict === 'now allowed').map((one) => one.what)
    expect(allowed).toContain(mine)
    expect(allowing.verdicts['now refused']).toBe(0)
    expect(allowing.verdicts['depends on rows']).toBeGreaterThan(0)
  })

  it('says where facts are others than those decided on', async () => {
    const before = await replayed(gateway.mandate.policies)
    const other = 12
    await database.query(
      `UPDATE invoices SET billed_organisation_id = ${other} WHERE id = ${mine.split(':')[1]}`,
    )
    const after = await replayed(gateway.mandate.policies)
    expect(after.factsChanged).toBeGreaterThan(before.factsChanged + 3)
    const refused = after.changed.filter((one) => one.verdict === 'now refused')
    expect(refused.map((one) => one.what)).toContain(mine)
    expect(refused.every((one) => one.factsChanged)).toBe(true)
  })
})
