import { policyDiff } from '../../../src/analysis/diff/policy-diff'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { policyParts } from '../../../src/app/policy-parts'
import { proofsOf } from '../../../src/cli/policy/packet'
import { type LoadedVersion } from '../../../src/cli/policy/policy-version'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { realPolicyFiles } from '../../policies/real-policy-files'

it('a version without invariants.yaml proves nothing, and is no mistake', async () => {
  const model = await policyParts.modelWithoutData()
  const { roles } = policyParts
  const vocabulary = { types: model.types, roles }
  const files = realPolicyFiles()
  const version: LoadedVersion = {
    name: 'a folder',
    files,
    vocabulary,
    goneTypes: [],
    set: loadPolicies(files, vocabulary),
  }
  const solver = openSolver()
  try {
    const means = { base: version, head: version, model, solver, roles }
    const { proof, provedBefore } = await proofsOf({ ...means, diff: await policyDiff(means) })
    expect(proof).toMatchObject({ invariants: [], assumed: [], contradictory: false })
    expect(provedBefore.size).toBe(0)
  } finally {
    await solver.close()
  }
}, 120_000)
