import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { policyParts } from '../../../src/app/policy-parts'
import { caseFolder } from '../../../src/cli/policy/case-files'
import { type PolicyParts } from '../../../src/cli/policy/policy-files'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { openForgetful } from '../../testing/open-forgetful'
import { runPolicyOn } from '../run-policy'

/** Collaborators of clients with accounting: hardly anybody else is in the class of the rule. */
const GONE = ['client-accountant', 'client-accountant-partner-pays', 'both-as-client']

/** The commands as they are typed, on the policies of the project with some of their tests taken away. */
describe('with a scenario taken away', () => {
  const rule = 'partnership/client-accounting'
  const folder = mkdtempSync(join(tmpdir(), 'mandate-mutate-'))
  const parts: PolicyParts = {
    ...policyParts,
    personas: policyParts.personas.filter(({ key }) => !GONE.includes(key)),
    scenarioFiles: () => without(GONE, policyParts.scenarioFiles()),
    caseFiles: () => caseFolder(folder),
    caseFolder: folder,
  }

  it('mutants survive, each with somebody and a row, and are killed once they are accepted', async () => {
    const before = await runPolicyOn(parts, 'mutate', '--rule', rule, '--json')
    expect(before.code).toBe(1)
    const survivors = survivorsIn(before.printed)
    expect(survivors.length).toBeGreaterThan(0)
    const dropped = survivors.find(({ kind }) => kind === 'drop-rule')
    expect(dropped).toMatchObject({ of: rule, verdict: 'survived' })

    // WHY the rule again: the mutants of all others would be made first.
    const accepted = await runPolicyOn(parts, 'mutate', '--rule', rule, '--accept', dropped?.id ?? '')
    expect(accepted.code).toBe(0)
    expect(caseFolder(folder)).toHaveLength(1)
    const shown = await runPolicyOn(parts, 'mutate', '--rule', rule)
    const after = survivors.filter(({ id }) =>
      shown.printed.includes(`npm run policy -- mutate --accept ${id}`),
    )
    expect(after.length).toBeGreaterThan(0)
    expect(after.map(({ id }) => id)).not.toContain(dropped?.id)
    expect(after.length).toBeLessThan(survivors.length)

    await runPolicyOn(parts, 'mutate', '--rule', rule, '--accept', 'all')
    const last = await runPolicyOn(parts, 'mutate', '--rule', rule)
    expect(last.code).toBe(0)
    expect(last.printed).toContain('0 survived')
  }, 600_000)

  it('coverage has gaps, and none once its cases are saved; the saved cases pass', async () => {
    const other = { ...parts, caseFolder: mkdtempSync(join(tmpdir(), 'mandate-coverage-')) }
    const gapped: PolicyParts = { ...other, caseFiles: () => caseFolder(other.caseFolder) }
    const before = await runPolicyOn(gapped, 'coverage', '--rule', rule, '--write')
    expect(before.code).toBe(1)
    expect(gapped.caseFiles().length).toBeGreaterThan(0)
    // Opening the bench tries every case; one that failed would stop it.
    const after = await runPolicyOn(gapped, 'coverage', '--rule', rule)
    expect(after.printed).not.toContain('Gap:')
    expect(after.code).toBe(0)
  }, 600_000)

  it.each([
    ['mutate', '--accept', 'all'],
    ['coverage', '--write'],
  ])(
    '%s saves no case that SQL answers otherwise, and says so',
    async (verb, ...words) => {
      const other = mkdtempSync(join(tmpdir(), 'mandate-refused-'))
      const refusing: PolicyParts = {
        ...parts,
        caseFolder: other,
        caseFiles: () => caseFolder(other),
        // The database of the demo world has more connections than the one on which cases are tried.
        open: (address, settings) =>
          (settings.connections === 1 ? openForgetful : parts.open)(address, settings),
      }
      const { printed, code } = await runPolicyOn(refusing, verb, '--rule', rule, ...words)
      expect(code).toBe(1)
      expect(printed).toMatch(
        /✗ The case `[a-z0-9-]+` was not saved, for it would fail:\n✗ case .* · SQL on SQLite/,
      )
      expect(printed).not.toContain('· decide')
      // A case that expects nothing but refusals passes where nothing is found.
      expect(printed.match(/was not saved/g)?.length).toBeGreaterThan(0)
      for (const { text } of caseFolder(other)) expect(text).not.toContain('allowed: true')
    },
    600_000,
  )

  it('says calmly that there is no such mutant', async () => {
    await expect(runPolicyOn(parts, 'mutate', '--rule', rule, '--accept', 'ffffffff')).rejects.toThrow(
      'There is no mutant ffffffff',
    )
  }, 300_000)
})

/** The scenarios without what they say of some personas. */
function without(gone: readonly string[], files: readonly PolicyFile[]): readonly PolicyFile[] {
  return files.flatMap(({ path, text: whole }) => {
    // Groups of personas stand at the end of `words.yaml`.
    const text = whole.replace(/^personas:[^]*/m, (groups) =>
      groups.replaceAll(/([a-z-]+)(,\s*|(?=\s*\]))/g, (word, persona: string) =>
        gone.includes(persona) ? '' : word,
      ),
    )
    const file = parse(text) as { scenarios?: readonly Scenario[]; as?: Scenario['as'] } // a scenario file
    if (file.as !== undefined) {
      const [left] = withoutThem(gone, { as: file.as })
      return left === undefined ? [] : [{ path, text: stringify({ ...file, ...left }) }]
    }
    if (file.scenarios === undefined) return [{ path, text }]
    const scenarios = file.scenarios.flatMap((one) => withoutThem(gone, one))
    return [{ path, text: stringify({ ...file, scenarios }) }]
  })
}

interface Scenario {
  readonly as: string | readonly string[]
}

function withoutThem(gone: readonly string[], scenario: Scenario): readonly Scenario[] {
  const left = [scenario.as].flat().filter((persona) => !gone.includes(persona))
  return left.length === 0 ? [] : [{ ...scenario, as: left }]
}

interface Told {
  readonly id: string
  readonly kind: string
  readonly of: string
  readonly verdict: string
}

function survivorsIn(printed: string): readonly Told[] {
  const { verdicts } = JSON.parse(printed) as { readonly verdicts: readonly Told[] }
  return verdicts.filter(({ verdict }) => verdict === 'survived')
}
