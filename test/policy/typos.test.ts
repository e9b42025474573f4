import { loadPolicies } from '../../src/policy/compile/load-policies'
import { type PolicyError, PolicyErrors, policyErrorText } from '../../src/policy/parse/policy-error'
import { type PolicyFile } from '../../src/policy/parse/read-yaml'
import { file, smallPolicies } from './small-policies'
import { smallVocabulary } from './small-vocabulary'
import { type Typo, typos } from './typos'

test.each(typos.map((typo) => [typo.mistake, typo] as const))('%s', (_mistake, typo) => {
  const { files, line, column } = withTypo(typo)
  const errors = errorsOf(files)
  const said = errors.map(policyErrorText).join('\n')
  const [found] = errors.filter((error) => error.code === typo.code && error.path === `policies/${typo.file}`)
  expect({ said, found: found !== undefined }).toEqual({ said, found: true })
  expect({ said, line: found?.line, column: found?.column }).toEqual({ said, line, column })
  expect(found?.suggestion).toBe(typo.suggestion)
  expect(found?.message).toMatch(/^[^a-z].*\.$/s)
  const others = errors.filter((error) => error !== found).map((error) => error.code)
  const foreseen = typo.also ?? []
  const unforeseen = foreseen.includes('*') ? [] : others.filter((code) => !foreseen.includes(code))
  expect({ said, unforeseen }).toEqual({ said, unforeseen: [] })
})

test('a part that cannot be left out is reported once', () => {
  const found = errorsOf([...smallPolicies, file('scopes.yaml', 'scopes: x\n')])
  expect(found.map(policyErrorText)).toEqual([
    'policies/scopes.yaml:1:1 missing-key  The file of scopes needs the key `neverForTokens`.',
    'policies/scopes.yaml:1:9 wrong-shape  `scopes` is a mapping of keys to values.',
  ])
})

test('the policies themselves load', () => {
  expect(errorsOf(smallPolicies)).toEqual([])
})

function errorsOf(files: readonly PolicyFile[]): readonly PolicyError[] {
  try {
    loadPolicies(files, smallVocabulary)
    return []
  } catch (error) {
    if (error instanceof PolicyErrors) return error.errors
    throw error
  }
}

/** The small policies with one text replaced, and where the mark stood. A mark that is missing stands at the start. */
function withTypo(typo: Typo): { files: readonly PolicyFile[]; line: number; column: number } {
  const path = `policies/${typo.file}`
  const original = smallPolicies.find((one) => one.path === path)?.text ?? ''
  const marked = replaced(original, typo)
  const before = marked.slice(0, Math.max(0, marked.indexOf('¦'))).split('\n')
  const changed = file(typo.file, marked.replace('¦', ''))
  const files = [...smallPolicies.filter((one) => one.path !== path), changed]
  return { files, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function replaced(text: string, typo: Typo): string {
  if (typo.from === '*') return typo.to
  if (text.split(typo.from).length < 2) throw new Error(`${typo.file} does not say ${typo.from}`)
  return text.replace(typo.from, () => typo.to)
}
