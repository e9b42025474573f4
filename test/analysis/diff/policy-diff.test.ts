import { Role } from '../../../schema/membership/role'
import { type Side } from '../../../src/analysis/diff/changed-questions'
import { diffReport } from '../../../src/analysis/diff/diff-report'
import { policyDiff, type PolicyDiff } from '../../../src/analysis/diff/policy-diff'
import { reportSarif } from '../../../src/analysis/report/report'
import { type Solver } from '../../../src/analysis/solver/solver'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { policyParts } from '../../../src/app/policy-parts'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type Vocabulary } from '../../../src/policy/vocabulary'
import { type Model } from '../../../src/read/schema/model'
import { type Edit, editedPolicies } from '../changes/edit-policies'
import { policyChanges } from '../changes/policy-changes'
import { refactorings } from '../changes/refactorings'

jest.setTimeout(600_000)

describe('diff of two versions of the committed policies', () => {
  const roles = Object.values(Role)
  let model: Model
  let today: Vocabulary
  let solver: Solver
  let base: Side

  beforeAll(async () => {
    model = await policyParts.modelWithoutData()
    today = { types: model.types, roles }
    solver = openSolver()
    base = sideOf([])
  })

  afterAll(() => solver.close())

  const sideOf = (edits: readonly Edit[]): Side => ({
    vocabulary: today,
    set: loadPolicies(editedPolicies(edits), today),
  })

  const diffOf = (edits: readonly Edit[], by = solver): Promise<PolicyDiff> =>
    policyDiff({ base, head: sideOf(edits), model, solver: by, roles })

  it.each(refactorings)('finds no difference in $name', async ({ edits }) => {
    const diff = await diffOf(edits)
    expect(diff.differences).toEqual([])
    expect(diff.rules.length).toBeGreaterThan(0)
  })

  // The others go through the same steps; these differ in what they need of the solver.
  it.each(policyChanges.filter((_, index) => [0, 1, 3, 4, 5, 11, 14].includes(index)))(
    'finds what is $does: $name',
    async ({ edits, does }) => {
      const { differences } = await diffOf(edits)
      expect(differences.length).toBeGreaterThan(0)
      const directions = new Set(
        differences.flatMap(({ gains, loses }) => [
          ...(gains.kind === 'none' ? [] : ['looser']),
          ...(loses.kind === 'none' ? [] : ['tighter']),
        ]),
      )
      expect([...directions].sort()).toEqual(does === 'both' ? ['looser', 'tighter'] : [does])
      expect(differences.every(({ rules }) => rules.length > 0)).toBe(true)
    },
  )

  it.each([
    ['administrators no longer pay', ['administrator']],
    ['the directory is open to the signed-out, listed or not', ['everyone']],
    [
      'the price list is closed to Partners',
      [
        'partnerAccounting',
        'partnerCollaborator',
        'EXTERNAL of a Partner',
        'EXTERNAL with accounting of a Partner',
      ],
    ],
    ['cashback is for nobody', ['partnerAccounting']],
  ])('names everybody whom it concerns, and nobody else: %s', async (name, who) => {
    const { differences } = await diffOf(policyChanges.find((one) => one.name === name)?.edits ?? [])
    expect(differences.length).toBeGreaterThan(0)
    for (const { gains, loses } of differences)
      expect([gains, loses].flatMap((found) => (found.kind === 'some' ? found.who : []))).toEqual(who)
  })

  it('says who, by which rule, with an example, and at the line', async () => {
    const [change] = policyChanges
    const diff = await diffOf(change?.edits ?? [])
    // What happened to an invoice is seen with it: changes are looser, too.
    const first = diff.differences.find(({ type }) => type === 'Invoice')
    expect(first?.gains).toMatchObject({ kind: 'some', who: ['partnerManager'] })
    expect(first?.gains).toMatchObject({
      witness: {
        before: { allowed: false, rule: { id: 'invoice/never-elsewhere' } },
        after: { allowed: true, rule: { id: 'invoice/for-the-partner' } },
      },
    })
    const report = diffReport(diff, { base: 'a', head: 'b' })
    expect(report.passed).toBe(false)
    expect(report.sections.map(({ heading }) => heading)).toEqual(
      expect.arrayContaining(['Change: looser', 'Invoice: looser']),
    )
    expect(reportSarif(report, 'diff')).toMatch(
      /"uri": "policies\/invoice\.policy\.yaml",\s+"region"|"startLine": \d+/,
    )
  })

  it('says unknown where the solver does, and never the same', async () => {
    const unsure: Solver = {
      find: () => Promise.resolve({ kind: 'unknown', why: 'tried out' }),
      close: () => Promise.resolve(),
    }
    const [, refactoring] = refactorings
    const { differences } = await diffOf(refactoring?.edits ?? [], unsure)
    expect(differences.map(({ verdict }) => verdict)).toContain('unknown')
    expect(diffReport(await diffOf(refactoring?.edits ?? [], unsure), { base: 'a', head: 'b' }).passed).toBe(
      false,
    )
  })

  it('refuses a witness that the engine does not confirm', async () => {
    const world = { Order: { 1: {} } }
    const nobody = { user: null, organisation: null, membership: null, partner: null, role: null }
    const principal = { ...nobody, accounting: false, scopes: [], token: false, staff: null }
    const witness = {
      principal,
      now: '2026-01-01T00:00:00.000Z',
      world,
      row: { type: 'Order', key: 1 },
      others: {},
    }
    const lying: Solver = {
      find: () => Promise.resolve({ kind: 'witness', witness }),
      close: () => Promise.resolve(),
    }
    await expect(diffOf(refactorings[1]?.edits ?? [], lying)).rejects.toThrow('alike under both versions')
  })
})
