import { proofsOf } from '../../../src/cli/policy/packet-proofs'
import type { LoadedVersion } from '../../../src/cli/policy/version/load-version'
import { loadPolicies } from '../../../src/policy/load-policies'
import { policyDiff } from '../../../src/review/diff/policy-diff'
import { openSolver } from '../../../src/review/solve/z3-solver'
import { policyParts } from '../../../src/with-nouns/policy-parts'
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
