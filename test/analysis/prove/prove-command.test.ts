import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { declaredSchema, mailBook } from '../../../schema/declared'
import { assemble } from '../../../src/app/assemble'
import { policyParts } from '../../../src/app/policy-parts'
import { caseFolder } from '../../../src/cli/policy/case-files'
import { type PolicyParts } from '../../../src/cli/policy/policy-files'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { editedPolicies } from '../changes/edit-policies'
import { runPolicyOn } from '../run-policy'

jest.setTimeout(300_000)

/** The commands as they are typed, on policies in which any Partner sees what its client pays. */
describe('an invariant that a draft breaks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-prove-'))
  const draft = partsWith(
    editedPolicies([
      {
        in: 'product.policy',
        find: 'when: fullPartnerOf(product.organisation) && paidByMe\n    because: What the Partner pays',
        put: 'when: paidByMe\n    because: What the Partner pays',
      },
    ]),
    folder,
  )
  const committed = partsWith(editedPolicies([]), folder)
  const words = ['prove', '--only', 'no-product-without-cover', '--save', 'found'] as const

  let said: jest.SpyInstance

  beforeEach(() => {
    said = jest.spyOn(console, 'error').mockImplementation(() => {})
  })

  afterEach(() => said.mockRestore())

  it('is refuted with a case that the draft fails and the committed policies pass', async () => {
    const refuted = await runPolicyOn(draft, ...words)
    expect(refuted.code).toBe(1)
    expect(refuted.printed).toContain('`no-product-without-cover` does not hold: `read Product` breaks it.')
    expect(said).toHaveBeenCalledWith(`Saved ${join(folder, 'found.case.yaml')}`)
    expect(caseFolder(folder).map(({ path }) => path)).toEqual(['policies/cases/found.case.yaml'])

    // The scenarios are few here, so that the exit code shows nothing; the outcome of the case does.
    const failing = await runPolicyOn(draft, 'test', '--database', 'sqlite', '--json')
    const [cases] = JSON.parse(failing.printed).cases
    expect(cases.failures).toMatchObject([
      { name: 'found', reader: 'decide', cell: { question: { type: 'Product' }, allowed: false } },
      { name: 'found', reader: 'SQL on SQLite', cell: { question: { type: 'Product' }, allowed: false } },
    ])

    const passing = await runPolicyOn(committed, 'test', '--database', 'sqlite', '--json')
    expect(JSON.parse(passing.printed).cases).toMatchObject([{ cases: 1, failures: [] }])
  })

  it('is proved of the committed policies: then nothing is saved', async () => {
    const { printed, code } = await runPolicyOn(committed, ...words.slice(0, 4), 'not-found')
    expect(printed).toContain('1 invariants: 1 proved')
    expect(code).toBe(0)
    expect(said).toHaveBeenCalledWith('Nothing is refuted; nothing was saved.')
    expect(caseFolder(folder)).toHaveLength(1)
  })

  it.each([
    [['--only', 'no-such'], 'There is no invariant `no-such`.'],
    [['--save', 'Not a name'], '`Not a name` cannot be the name of a case'],
  ])('says calmly what is wrong with %j', async (mistaken, sentence) => {
    await expect(runPolicyOn(committed, 'prove', ...mistaken)).rejects.toThrow(sentence)
  })
})

/** The commands with these policies, the scenarios of one persona, and the cases of a folder. */
function partsWith(policies: readonly PolicyFile[], folder: string): PolicyParts {
  const mandateOn: PolicyParts['mandateOn'] = (dataSource, settings) =>
    assemble({
      declared: declaredSchema(),
      mails: mailBook,
      policies,
      roles: policyParts.roles,
      dataSource,
      ...settings,
    })
  return {
    ...policyParts,
    mandateOn,
    mandateWithoutData: async () => {
      const { dataSource } = await policyParts.mandateWithoutData()
      return mandateOn(dataSource, { secret: Buffer.alloc(32), maximumCost: 0 })
    },
    policyFiles: () => policies,
    scenarioFiles: () =>
      policyParts.scenarioFiles().filter(({ path }) => /\/(words|signed-out)\.yaml$/.test(path)),
    caseFiles: () => caseFolder(folder),
    caseFolder: folder,
  }
}
