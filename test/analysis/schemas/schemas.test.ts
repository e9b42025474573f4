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
