import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { type Assembled } from '../../src/app/assemble'
import { mandateOn } from '../../src/app/mandate-on'
import { policyParts } from '../../src/app/policy-parts'
import { mutationsOn } from '../../src/read/schema/allowed-mutations'
import { type Case, caseText } from '../../src/testing/cases/case'
import { loadCases } from '../../src/testing/cases/load-cases'
import { caseFailureText, runCase, runCaseInSql } from '../../src/testing/cases/run-case'
import { ScenarioErrors, scenarioErrorText } from '../../src/testing/scenarios/scenario'

let dataSource: DataSource
let mandate: Assembled

beforeAll(async () => {
  dataSource = await openDatabaseAt('sqlite::memory:', { connections: 1, statementTimeoutSeconds: 60 })
  mandate = mandateOn(dataSource, { secret: Buffer.alloc(32), maximumCost: 1_000_000 })
})

afterAll(() => dataSource.destroy())

test('committed cases are written as they were read', () => {
  const files = policyParts.caseFiles()
  expect(files.length).toBeGreaterThan(0)
  const single = files.filter(({ text }) => !text.includes('\nvary:'))
  expect(single.length).toBeGreaterThan(0)
  for (const file of single) expect(caseText(only(loadCases([file], mandate)))).toBe(file.text)
})

test('values keep their kind on the way through a file', () => {
  const strange: Case = {
    name: 'strange',
    about: "It's a text: with # signs, and 'quotes'",
    clock: '2026-11-23T12:00:00.000Z',
    principal: {
      user: { id: 1 },
      organisation: null,
      membership: null,
      partner: null,
      role: null,
      accounting: false,
      scopes: ['invoices:read', 'true'],
      token: true,
      staff: 'SUPPORT',
    },
    world: {
      Organisation: { 1: { name: 'null', legalName: '', 'postalAddress.city': 'Zürich', vatNumber: null } },
      Product: {
        2: { name: '12', autoRenew: true, expiresOn: '2026-12-01', managedBy: null, organisation: 1 },
      },
    },
    expect: [
      { question: { action: 'read', type: 'Product', field: 'name' }, key: 2, allowed: false },
      { question: { action: 'renew', type: 'Product' }, key: 2, allowed: false },
    ],
  }
  // An empty text is no text in our files: it is left out here, because YAML readers disagree about it.
  const { legalName: _, ...organisation } = strange.world['Organisation']?.[1] ?? {}
  const reported = { ...strange, world: { ...strange.world, Organisation: { 1: organisation } } }
  expect(only(loadCases([fileOf(caseText(reported))], mandate))).toEqual({ ...reported, name: 'told' })
})

test('every mistake is told at its place, with what was perhaps meant', () => {
  const text = [
    'about: Wrong in many places',
    'clock: yesterday',
    'principal:',
    '  rol: OWNER',
    'world:',
    '  Invoise:',
    '    1: {}',
    '  Invoice:',
    '    1:',
    '      billdOrganisation: 2',
    '      status: OPAN',
    'expect:',
    '  - row: Invoice:1',
    '    field: nett',
    '    allowed: maybe',
    '',
  ].join('\n')
  expect(mistakesOf(text)).toEqual([
    'policies/cases/told.case.yaml:2:8  `yesterday` is no instant, such as 2026-11-23T12:00:00.000Z.',
    'policies/cases/told.case.yaml:4:3  The principal has no key `rol`. (did you mean `role`?)',
    'policies/cases/told.case.yaml:6:3  There is no type `Invoise`. (did you mean `Invoice`?)',
    'policies/cases/told.case.yaml:10:7  A row of Invoice has no `billdOrganisation`. (did you mean `billedOrganisation`?)',
    'policies/cases/told.case.yaml:11:7  `status` is never `OPAN`. (did you mean `OPEN`?)',
    'policies/cases/told.case.yaml:13:10  Invoice has no field `nett`. (did you mean `net`?)',
    'policies/cases/told.case.yaml:15:14  `maybe` is not `true` or `false`.',
  ])
})

test('a row that is expected to answer must be there', () => {
  const text = [
    'about: Nobody there',
    'clock: 2026-11-23T12:00:00.000Z',
    'principal: {}',
    'world: {}',
    'expect:',
    '  - row: Invoice:1',
    '    allowed: false',
    '',
  ].join('\n')
  expect(mistakesOf(text)).toEqual([
    'policies/cases/told.case.yaml:1:1  The world has no Invoice:1, which is expected to answer.',
  ])
})

/** Of how many cases one is turned round, too, to see that it is reported. */
const turned = process.env['DEEP'] === undefined ? 4 : 1

test(`the rule engine and SQL answer as a case expects, and tell where they do not (one in ${turned})`, async () => {
  const demo = { mandate, dataSource, on: 'SQLite' }
  for (const [index, one] of loadCases(policyParts.caseFiles(), mandate).entries()) {
    expect(runCase(one, mandate.policies, mandate.model)).toEqual([])
    expect(await runCaseInSql(one, demo)).toEqual([])

    if (index % turned !== 0) continue
    const wrong = { ...one, expect: one.expect.map((cell) => ({ ...cell, allowed: !cell.allowed })) }
    const reported = runCase(wrong, mandate.policies, mandate.model)
    expect(reported).toHaveLength(one.expect.length)
    // SQL is silent of what is in no answer: no mutation asks for it, or one that must read a field withheld here.
    const answered = one.expect.filter(({ question: { action, type } }) => {
      const mutations = mutationsOn(mandate.schema, type) ?? []
      return (
        action === 'read' ||
        mutations.some((mutation) => mutation.action === action && mutation.reads.length === 0)
      )
    })
    const inSql = await runCaseInSql(wrong, demo)
    expect(inSql.length).toBeGreaterThanOrEqual(answered.length)
    expect(inSql.length).toBeLessThanOrEqual(one.expect.length)
    expect(caseFailureText(reported[0] ?? fail())).toMatch(
      /✗ case .*: expected (allowed|refused), got (allowed|refused) · decide\n {4}\S/,
    )
  }
})

function mistakesOf(text: string): readonly string[] {
  try {
    loadCases([fileOf(text)], mandate)
  } catch (problem) {
    if (problem instanceof ScenarioErrors) return problem.errors.map(scenarioErrorText)
    throw problem
  }
  return []
}

function fileOf(text: string) {
  return { path: 'policies/cases/told.case.yaml', text }
}

function only(cases: readonly Case[]): Case {
  const [one] = cases
  return one ?? fail()
}

function fail(): never {
  throw new Error('Nothing there')
}
