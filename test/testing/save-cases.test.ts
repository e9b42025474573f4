import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { policyParts } from '../../src/app/policy-parts'
import { caseFolder, saveCases } from '../../src/cli/policy/case-files'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { type PolicySet } from '../../src/policy/policy-set'
import { type Model } from '../../src/read/schema/model'
import { type Case, caseText } from '../../src/testing/cases/case'
import { loadCases } from '../../src/testing/cases/load-cases'
import { realPolicyFiles } from '../policies/real-policy-files'
import { openForgetful } from './open-forgetful'

jest.setTimeout(120_000)

describe('cases that a verb made up', () => {
  let model: Model
  let policies: PolicySet
  let good: Case
  let folder: string

  beforeAll(async () => {
    model = await policyParts.modelWithoutData()
    policies = loadPolicies(realPolicyFiles(), { types: model.types, roles: policyParts.roles })
    const [found] = loadCases(policyParts.caseFiles(), { model, policies }).filter(
      ({ name, expect: cells }) => !name.includes(' ') && cells.some(({ allowed }) => allowed),
    )
    if (found === undefined) throw new Error('No case')
    good = { ...found, name: 'good' }
  })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mandate-save-'))
  })

  const parts = () => ({ ...policyParts, caseFolder: folder })
  const flipped = (one: Case): Case => ({
    ...one,
    expect: one.expect.map((cell) => ({ ...cell, allowed: !cell.allowed })),
  })

  it('are written where rule engine and SQL answer as they expect', async () => {
    const saved = await saveCases(parts(), policies, [good])
    expect(saved).toEqual({ files: [join(folder, 'good.case.yaml')], refused: [] })
    expect(readFileSync(join(folder, 'good.case.yaml'), 'utf8')).toBe(caseText(good))
  })

  it('are not written where both answer otherwise, and the others are', async () => {
    const saved = await saveCases(parts(), policies, [{ ...flipped(good), name: 'bad' }, good])
    expect(saved.files).toEqual([join(folder, 'good.case.yaml')])
    expect(saved.refused).toHaveLength(1)
    const [{ level, message } = { level: '', message: '' }] = saved.refused
    expect(level).toBe('error')
    expect(message).toContain('The case `bad` was not saved, for it would fail:')
    expect(message).toMatch(/✗ case bad · .*: expected (allowed|refused), got (allowed|refused) · decide/)
    expect(message).toContain('· SQL on SQLite')
    expect(caseFolder(folder)).toHaveLength(1)
  })

  it('are not written where SQL alone answers otherwise', async () => {
    const saved = await saveCases({ ...parts(), open: openForgetful }, policies, [good])
    expect(saved.files).toEqual([])
    expect(saved.refused[0]?.message).toContain('· SQL on SQLite')
    expect(saved.refused[0]?.message).not.toContain('· decide')
    expect(caseFolder(folder)).toEqual([])
  })

  it('are not written where their own text is refused by the loader', async () => {
    const [cell] = good.expect
    if (cell === undefined) throw new Error('No cell')
    const gone = { ...good, expect: [{ ...cell, key: 987 }] }
    const saved = await saveCases(parts(), policies, [gone])
    expect(saved.files).toEqual([])
    expect(saved.refused[0]?.message).toContain(
      `policies/cases/good.case.yaml:1:1  The world has no ${cell.question.type}:987, which is expected to answer.`,
    )
  })
})
