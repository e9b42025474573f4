import type { Model } from '../../query/model/model'
import type { PolicyDiff } from '../../review/diff/policy-diff'
import type { InvariantFile } from '../../review/prove/invariant'
import type { PacketParts } from '../../review/packet/review-packet'
import { prove, type Proof } from '../../review/prove/prove'
import { readInvariants } from '../../review/prove/read-invariants'
import type { Solver } from '../../review/solve/solver'
import type { LoadedVersion } from './version/load-version'
import { documentsOf } from './version/policy-version'

const FILE = 'policies/invariants.yaml'
const NOTHING: InvariantFile = { assumptions: [], invariants: [], deliberate: [] }

interface Means {
  readonly base: LoadedVersion
  readonly head: LoadedVersion
  readonly diff: PolicyDiff
  readonly model: Model
  readonly solver: Solver
}

/** The head's invariants under either version: what a change breaks, and whether a rule that it changes does nothing. */
export async function proofsOf({
  base,
  head,
  diff,
  model,
  solver,
}: Means): Promise<Pick<PacketParts, 'proof' | 'provedBefore'>> {
  const proofOf = (version: LoadedVersion, rules: LoadedVersion['set']['rules']): Promise<Proof> => {
    const policies = version.set
    const said = version.files.find(({ path }) => path === FILE)
    const words = { model, policies, files: documentsOf(version) }
    const file = said === undefined ? NOTHING : readInvariants(said, words)
    // What is meant to be weak is said of all rules; asked of a few, the others would seem said in vain.
    const deliberate = file.deliberate.filter((one) => rules.some(({ id }) => id === one.rule))
    return prove(
      { ...file, deliberate },
      { policies, model, assumptions: file.assumptions, solver },
      { rules },
    )
  }
  const changed = new Set(diff.rules.map(({ id }) => id))
  const proof = await proofOf(
    head,
    head.set.rules.filter(({ id }) => changed.has(id)),
  )
  const before = await proofOf(base, []).catch(() => null)
  const verdicts = before?.invariants.map(({ invariant, verdict }): [string, string] => [
    invariant.id,
    verdict.kind,
  ])
  return { proof, provedBefore: new Map(verdicts) }
}
