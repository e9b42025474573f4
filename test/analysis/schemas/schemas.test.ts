import { parse } from 'yaml'
import { policySchemas, proofSchemas } from '../../../src/analysis/schemas/json-schemas'
import { mandateWithoutData } from '../../../src/app/mandate-on'
import { policyParts } from '../../../src/app/policy-parts'
import { smallPolicies } from '../../policy/small-policies'
import { smallVocabulary } from '../../policy/small-vocabulary'
import { typos } from '../../policy/typos'

jest.setTimeout(240_000)

function kindOf(path: string): string {
  if (path.endsWith('.policy.yaml')) return 'policy'
  if (path.endsWith('.case.yaml')) return 'case'
  if (path.includes('scenarios/')) return 'scenario'
  return path.replace(/^.*\/|\.yaml$/g, '')
}

it('accepts every file of this project', async () => {
  const { model, policies } = await mandateWithoutData()
  const schemas = {
    ...policySchemas({ vocabulary: model, files: policyParts.policyFiles() }),
    ...proofSchemas(
      model,
      policies,
      policyParts.personas.map(({ key }) => key),
    ),
  }
  const files = [
    ...policyParts.policyFiles(),
    ...policyParts.scenarioFiles(),
    ...policyParts.caseFiles(),
    policyParts.situationsFile(),
    policyParts.invariantFile(),
  ].filter(({ path }) => kindOf(path) in schemas)
  const wrong = files.flatMap(({ path, text }) => {
    const found = schemas[kindOf(path)]?.safeParse(parse(text))
    return found?.success === true ? [] : [`${path}: ${JSON.stringify(found?.error.issues).slice(0, 400)}`]
  })
  expect(wrong).toEqual([])
  expect([...new Set(files.map(({ path }) => kindOf(path)))].sort()).toEqual(Object.keys(schemas).sort())
  expect(files.length).toBeGreaterThan(60)
})

it.each([
  ['an action that the type does not have', 'covers: { Product: [read, pay] }'],
  ['a type that is none', 'covers: { Prodct: read }'],
  ['nothing covered', 'covers: { Product: [] }'],
  ['a key that is none', 'cover: { Product: read }'],
])('refuses a scope with %s', async (_mistake, covers) => {
  const { model } = await mandateWithoutData()
  const { scopes } = policySchemas({ vocabulary: model, files: policyParts.policyFiles() })
  const file = (line: string): unknown =>
    parse(`scopes:\n  products:read:\n    means: See products.\n    ${line}\nneverForTokens: {}\n`)
  expect(scopes?.safeParse(file('covers: { Product: read }')).success).toBe(true)
  expect(scopes?.safeParse(file(covers)).success).toBe(false)
})

it.each([
  ['scenario', 'a key that is none', 'about: A.\nas: client-owner\nbeside: {}\n'],
  ['scenario', 'nobody', 'about: A.\nas: []\n'],
  [
    'scenario',
    'a cell without the words of the table',
    'about: A.\nas: client-owner\ncells: { A: { sees: {} } }\n',
  ],
  ['scenario', 'a list that is none', 'scenarios: client-owner\n'],
  ['case', 'a principal with more than principals have', caseWith('principal: { rol: OWNER }', 'world: {}')],
  ['case', 'a column that is none', caseWith('principal: {}', 'world: { Invoice: { 1: { nett: 1 } } }')],
  ['case', 'a row without a number', caseWith('principal: {}', 'world: { Invoice: { one: {} } }')],
  ['invariants', 'a type that is none', invariantWith('of: { invoice: Invoise }')],
  ['invariants', 'a key that is none', invariantWith('nevr: read invoice')],
])('refuses as %s: %s', async (kind, _mistake, text) => {
  const { model, policies } = await mandateWithoutData()
  expect(proofSchemas(model, policies, ['client-owner'])[kind]?.safeParse(parse(text)).success).toBe(false)
})

it('accepts the same without the mistake', async () => {
  const { model, policies } = await mandateWithoutData()
  const schemas = proofSchemas(model, policies, ['client-owner'])
  const accepted = {
    scenario: 'about: A.\nas: client-owner\ncells: { A: { says: all, sees: {} } }\n',
    case: caseWith('principal: { role: OWNER }', 'world: { Invoice: { 1: { net: 1 } } }'),
    invariants: invariantWith('of: { invoice: Invoice }'),
  }
  for (const [kind, text] of Object.entries(accepted))
    expect([kind, schemas[kind]?.safeParse(parse(text)).error]).toEqual([kind, undefined])
})

function caseWith(...lines: readonly string[]): string {
  const cell = "expect: [{ row: 'Invoice:1', allowed: true }]"
  return ['about: A.', 'clock: 2026-11-23T12:00:00.000Z', ...lines, cell, ''].join('\n')
}

function invariantWith(line: string): string {
  return `assume: [{ id: a, means: A., then: now == now }]\ninvariants:\n  - id: b\n    says: B.\n    never: anything\n    ${line}\n`
}

/** Mistakes that a shape with its enumerations can find; the others need more than one place, or CEL. */
const FOUND_BY_SHAPE = [
  'unknown-key',
  'missing-key',
  'unknown-class',
  'unknown-field',
  'unknown-type',
  'two-effects',
  'no-effect',
  'permit-without-class',
  'fields-on-action',
  'read-without-fields',
  'empty-list',
]

const schemas = policySchemas({ vocabulary: smallVocabulary, files: smallPolicies })
const reported = typos.filter(
  ({ code, file, from }) => FOUND_BY_SHAPE.includes(code) && from !== '*' && kindOf(`/${file}`) in schemas,
)

it.each(reported.map((typo) => [typo.mistake, typo] as const))(
  'refuses %s',
  (_mistake, { file, from, to }) => {
    const text = smallPolicies.find(({ path }) => path === `policies/${file}`)?.text ?? ''
    const schema = schemas[kindOf(`/${file}`)]
    expect(schema?.safeParse(parse(text)).success).toBe(true)
    expect(schema?.safeParse(parse(text.replace(from, () => to.replace('¦', '')))).success).toBe(false)
  },
)

it('is asked of many mistakes', () => expect(reported.length).toBeGreaterThan(15))
