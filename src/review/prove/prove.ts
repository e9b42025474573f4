import { bindPolicy } from '../../policy/bind-policy'
import { decide } from '../../policy/decide'
import type { PolicyRule } from '../../policy/policy-set'
import { worldAfter } from '../solve/decode/replay'
import { rowGraph } from '../world/row-graph'
import type { Deliberate, Invariant, InvariantFile } from './invariant'
import { type ProofMeans, proveInvariant, type Verdict } from './prove-invariant'
import { changedPrincipal, rowOfCell } from './witness-text'
import { type WeakRule, type WeakRules, weakRules } from './weak-rules'

export interface Proof {
  readonly invariants: readonly { readonly invariant: Invariant; readonly verdict: Verdict }[]
  /** Weak rules that nobody said were meant. */
  readonly weak: readonly WeakRule[]
  readonly deliberate: readonly { readonly weakness: WeakRule; readonly meant: Deliberate }[]
  /** What is said to be weak on purpose and is not weak. */
  readonly stale: readonly Deliberate[]
  readonly unknown: WeakRules['unknown']
  readonly assumed: InvariantFile['assumptions']
  /** Assumptions that contradict each other or everything: under them anything could be proved. */
  readonly contradictory: boolean
}

/** Every invariant, then these rules; all of them unless told otherwise. */
export async function prove(
  file: InvariantFile,
  means: ProofMeans,
  { rules }: { readonly rules: readonly PolicyRule[] } = means.policies,
): Promise<Proof> {
  const contradictory = await contradicts(means)
  const invariants: { invariant: Invariant; verdict: Verdict }[] = []
  for (const invariant of file.invariants) {
    const verdict = await proveInvariant(invariant, means)
    if (verdict.kind === 'refuted') refuseDisagreement(invariant, verdict, means)
    invariants.push({ invariant, verdict })
  }
  const { weak, unknown } = await weakRules(means, rules)
  const deliberate = weak.flatMap((weakness) => {
    const meant = file.deliberate.find((one) => isAbout(one, weakness))
    return meant === undefined ? [] : [{ weakness, meant }]
  })
  return {
    invariants,
    weak: weak.filter((one) => !deliberate.some(({ weakness }) => weakness === one)),
    deliberate,
    stale: file.deliberate.filter((one) => !deliberate.some(({ meant }) => meant === one)),
    unknown,
    assumed: file.assumptions,
    contradictory,
  }
}

function isAbout(meant: Deliberate, { rule, is, condition }: WeakRule): boolean {
  return meant.rule === rule.id && meant.is === is && meant.condition === condition
}

/** Under assumptions that no world keeps to, every invariant would be proved. */
async function contradicts({ policies, model, assumptions, solver }: ProofMeans): Promise<boolean> {
  for (const type of policies.types.keys()) {
    const solution = await solver.find({
      model,
      type,
      assumptions,
      condition: { op: 'true' },
      witness: 'any',
    })
    if (solution.kind === 'impossible') return true
  }
  return false
}

/**
 * INVARIANT: what refutes an invariant is what `decide` answers, for the principal's own classes, before it is told.
 * @throws where it does not: then a reader of the policies is wrong, which is worse than any policy.
 */
function refuseDisagreement(
  invariant: Invariant,
  { witness, question, change }: Extract<Verdict, { kind: 'refuted' }>,
  { policies, model }: ProofMeans,
): void {
  const now = new Date(witness.now)
  const moments = [{ principal: witness.principal, world: witness.world }]
  if (change?.of === 'principal')
    moments.push({ principal: changedPrincipal(witness.principal, change.set), world: witness.world })
  else if (change !== null) moments.push({ principal: witness.principal, world: worldAfter(witness, change) })
  const answers = moments.map(({ principal, world }) => {
    const row = rowGraph(model, world).row(rowOfCell(invariant, witness, question))
    return decide(bindPolicy(policies, principal, now), question, row)
  })
  if (answers.some((answer) => answer)) return
  throw new Error(`decide refuses what was found: ${JSON.stringify({ question, witness })}`)
}
