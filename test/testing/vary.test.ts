import { type Assembled } from '../../src/app/assemble'
import { mandateWithoutData } from '../../src/app/mandate-on'
import { policyParts } from '../../src/app/policy-parts'
import { type Case } from '../../src/testing/cases/case'
import { loadCases } from '../../src/testing/cases/load-cases'
import { runCase } from '../../src/testing/cases/run-case'
import { ScenarioErrors, scenarioErrorText } from '../../src/testing/scenarios/scenario'

let mandate: Assembled

beforeAll(async () => {
  mandate = await mandateWithoutData()
})

const matrix = (vary: string, allowed: string): string => `
about: A matrix
clock: 2026-11-23T12:00:00.000Z
principal: { user: 1, membership: 1, organisation: 1, role: OWNER }
world:
  Invoice:
    1: { billedOrganisation: 1, number: R-1 }
vary:
${vary}
expect:
  - row: Invoice:1
    field: net
    allowed: ${allowed}
`

const ROLE_AND_BILLED = `
  role:
    owner: {}
    collaborator: { principal: { role: COLLABORATOR } }
  billed:
    here: {}
    elsewhere: { world: { Invoice: { 1: { billedOrganisation: 9 }, 2: { billedOrganisation: 1 } } } }`

test('every choice of variants is a case of its own, with what each variant changes and nothing else', () => {
  const allowed = '{ owner: { here: true, elsewhere: false }, collaborator: false }'
  const cases = read(matrix(ROLE_AND_BILLED, allowed))
  expect(cases.map(({ name, expect: [cell] }) => [name, cell?.allowed])).toEqual([
    ['told [owner, here]', true],
    ['told [owner, elsewhere]', false],
    ['told [collaborator, here]', false],
    ['told [collaborator, elsewhere]', false],
  ])
  expect(cases.map(({ principal: { role, user } }) => [role, user?.id])).toEqual([
    ['OWNER', 1],
    ['OWNER', 1],
    ['COLLABORATOR', 1],
    ['COLLABORATOR', 1],
  ])
  expect(cases[0]?.world).toEqual({ Invoice: { 1: { billedOrganisation: 1, number: 'R-1' } } })
  expect(cases[3]?.world).toEqual({
    Invoice: { 1: { billedOrganisation: 9, number: 'R-1' }, 2: { billedOrganisation: 1 } },
  })
  expect(cases.flatMap((one) => runCase(one, mandate.policies, mandate.model))).toEqual([])
})

test('the choice that fails is named', () => {
  const allowed = '{ owner: { here: true, elsewhere: true }, collaborator: false }'
  const failures = read(matrix(ROLE_AND_BILLED, allowed)).flatMap((one) =>
    runCase(one, mandate.policies, mandate.model),
  )
  expect(failures.map(({ name }) => name)).toEqual(['told [owner, elsewhere]'])
})

test('null takes away what the principal has', () => {
  const vary = `
  role:
    owner: {}
    nobody: { principal: { role: null, organisation: null } }`
  const [, nobody] = read(matrix(vary, '{ owner: true, nobody: false }'))
  expect(nobody?.principal).toMatchObject({ role: null, organisation: null, user: { id: 1 } })
})

test.each([
  ['{ owner: true }', '`allowed` by role needs the key `collaborator`.'],
  [
    '{ owner: true, colaborator: true, collaborator: true }',
    '`allowed` by role has no key `colaborator`. (did you mean `collaborator`?)',
  ],
  [
    '{ owner: true, collaborator: { here: { deeper: true }, elsewhere: true } }',
    '`allowed` is `true` or `false`; there is nothing more that this case varies.',
  ],
  ['perhaps', '`perhaps` is not `true` or `false`, nor a mapping by role.'],
])('an answer that is none is told: %s', (allowed, message) => {
  expect(mistakesOf(matrix(ROLE_AND_BILLED, allowed)).map(sentence)).toEqual([message])
})

test('a variation that is none is told', () => {
  const vary = `
  role:
    owner: { principal: { rol: OWNER } }
  billed:
    here: { wrld: {} }
    elsewhere: { world: { Invoice: { 1: { billdOrganisation: 9 } } } }`
  expect(mistakesOf(matrix(vary, 'true')).map(sentence).sort()).toEqual([
    'A row of Invoice has no `billdOrganisation`. (did you mean `billedOrganisation`?)',
    'A variant has no key `wrld`. (did you mean `world`?)',
    'The principal has no key `rol`. (did you mean `role`?)',
    '`role` varies nothing: it needs two variants or more.',
  ])
})

test('the project has matrices of its own', () => {
  const own = policyParts.caseFiles().filter(({ text }) => text.includes('\nvary:'))
  expect(own.length).toBeGreaterThan(0)
  for (const file of own) {
    const cases = loadCases([file], mandate)
    expect(cases.length).toBeGreaterThan(3)
    const answers = cases.flatMap((one) => one.expect.map(({ allowed }) => allowed))
    expect(new Set(answers)).toEqual(new Set([true, false]))
  }
})

function read(text: string): readonly Case[] {
  return loadCases([{ path: 'policies/cases/told.case.yaml', text }], mandate)
}

/** Without its place, which `cases.test.ts` looks at. */
function sentence(mistake: string): string {
  return mistake.replace(/^\S+\s+/, '')
}

function mistakesOf(text: string): readonly string[] {
  try {
    read(text)
  } catch (problem) {
    if (problem instanceof ScenarioErrors) return problem.errors.map(scenarioErrorText)
    throw problem
  }
  return []
}
