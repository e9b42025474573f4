import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { policyParts } from '../../../src/app/policy-parts'
import { caseFolder } from '../../../src/cli/policy/case-files'
import { type PolicyParts } from '../../../src/cli/policy/policy-files'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Model } from '../../../src/read/schema/model'
import { loadCases } from '../../../src/testing/cases/load-cases'
import { runCase } from '../../../src/testing/cases/run-case'
import { editedPolicies } from '../changes/edit-policies'
import { policyChanges } from '../changes/policy-changes'
import { type Ran, runPolicyOn } from '../run-policy'

jest.setTimeout(600_000)

const PAY = 'administrators no longer pay'
const DIRECTORY = 'the directory is open to the signed-out, listed or not'

/** The command as it is typed: the committed policies are the base, a draft the head. */
describe('policy diff --save', () => {
  let model: Model

  beforeAll(async () => {
    model = await policyParts.modelWithoutData()
  })

  const setOf = (changes: readonly string[]): PolicySet =>
    loadPolicies(editedPolicies(editsOf(changes)), { types: model.types, roles: policyParts.roles })

  /** What it saved: how often each case fails before and after the change. */
  const failures = (parts: PolicyParts, changes: readonly string[]) =>
    parts
      .caseFiles()
      .flatMap((file) => loadCases([file], { model, policies: setOf([]) }))
      .map((one) => ({
        name: one.name,
        cells: one.expect.length,
        before: runCase(one, setOf([]), model).length,
        after: runCase(one, setOf(changes), model).length,
      }))

  it.each([
    [[], { before: 1, after: 0 }],
    [['--expect', 'base'], { before: 0, after: 1 }],
  ])('with %j saves what that side answers', async (words, fails) => {
    const parts = savingInto(mkdtempSync(join(tmpdir(), 'mandate-diff-')))
    const { printed, code } = await diff(parts, [PAY], '--save', 'no-pay', ...words)
    expect(code).toBe(1)
    expect(printed).toContain(`Saved\n  ${join(parts.caseFolder, 'no-pay.case.yaml')}`)
    expect(failures(parts, [PAY])).toEqual([{ name: 'no-pay', cells: 1, ...fails }])
  })

  it('saves one for each difference, numbered', async () => {
    const parts = savingInto(mkdtempSync(join(tmpdir(), 'mandate-diff-')))
    await diff(parts, [PAY, DIRECTORY], '--save', 'both')
    const saved = failures(parts, [PAY, DIRECTORY])
    expect(saved.length).toBeGreaterThan(1)
    expect(saved.map(({ name }) => name)).toEqual(saved.map((_, index) => `both-${index + 1}`))
    for (const { cells, before, after } of saved)
      expect({ before, after }).toEqual({ before: cells, after: 0 })
    const [first] = parts.caseFiles()
    expect(first?.text).toMatch(/^about: .*Invoice \(to pay\): refused to /)
  })

  it('saves nothing where nothing differs, and says what is no name before it compares', async () => {
    const parts = savingInto(mkdtempSync(join(tmpdir(), 'mandate-diff-')))
    const { printed, code } = await diff(parts, [], '--save', 'same')
    expect(printed).toContain('Saved\n  Nothing.')
    expect(code).toBe(0)
    expect(parts.caseFiles()).toEqual([])
    await expect(diff(parts, [PAY], '--save', 'No Name')).rejects.toThrow(
      '`No Name` cannot be the name of a case',
    )
  })
})

function savingInto(folder: string): PolicyParts {
  return { ...policyParts, caseFiles: () => caseFolder(folder), caseFolder: folder }
}

function editsOf(changes: readonly string[]) {
  return policyChanges.filter(({ name }) => changes.includes(name)).flatMap(({ edits }) => edits)
}

function diff(parts: PolicyParts, changes: readonly string[], ...words: readonly string[]): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-draft-'))
  const edits = editsOf(changes)
  for (const { path, text } of editedPolicies(edits)) {
    const isChanged = edits.some((edit) => path === `policies/${edit.in}.yaml`)
    // A draft of nothing new: one document as it stands.
    if (isChanged || path === 'policies/price.policy.yaml') writeFileSync(join(folder, basename(path)), text)
  }
  return runPolicyOn(parts, 'diff', join(policyParts.project, 'policies'), folder, ...words)
}
