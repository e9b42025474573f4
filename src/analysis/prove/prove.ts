import { anybodysPolicy, bindPolicy } from '../../policy/compile/class-policy'
import { allOf, type Condition, conditionKey, negate, TRUE } from '../../policy/condition'
import { conditionText } from '../../policy/condition-text'
import { cellCondition, decide, type Question } from '../../policy/evaluate/decide'
import { type PolicyRule, type PolicySet } from '../../policy/policy-set'
import { worldAfter } from '../solver/decode-witness'
import { rowGraph } from '../world/row-graph'
import { type Deliberate, type Invariant, type InvariantFile, type Weakness } from './invariant'
import { changedPrincipal, rowOfCell } from './proof-report'
import { type ProofDependencies, proveInvariant, type ProofResult } from './prove-invariant'

export interface InvariantProof {
  readonly invariants: readonly { readonly invariant: Invariant; readonly verdict: ProofResult }[]
  /** Weak rules that the invariants do not declare. */
  readonly weak: readonly WeakRule[]
  readonly deliberate: readonly { readonly weakness: WeakRule; readonly meant: Deliberate }[]
  /** Rules that the invariants declare weak and that are not weak. */
  readonly stale: readonly Deliberate[]
  readonly unknown: WeakRules['unknown']
  readonly assumed: InvariantFile['assumptions']
  /** Assumptions that contradict each other or everything: under them anything could be proved. */
  readonly contradictory: boolean
}

/** Every invariant, then these rules, or all rules by default. */
export async function prove(
  file: InvariantFile,
  dependencies: ProofDependencies,
  { rules }: { readonly rules: readonly PolicyRule[] } = dependencies.policies,
): Promise<InvariantProof> {
  const contradictory = await contradicts(dependencies)
  const invariants: { invariant: Invariant; verdict: ProofResult }[] = []
  for (const invariant of file.invariants) {
    const verdict = await proveInvariant(invariant, dependencies)
    if (verdict.kind === 'refuted') refuseDisagreement(invariant, verdict, dependencies)
    invariants.push({ invariant, verdict })
  }
  const { weak, unknown } = await weakRules(dependencies, rules)
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
async function contradicts({ policies, model, assumptions, solver }: ProofDependencies): Promise<boolean> {
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
 * INVARIANT: before a refutation is reported, `decide` must give the same answer for the principal's own classes.
 * @throws where it does not: then a reader of the policies is wrong, which is worse than any policy.
 */
function refuseDisagreement(
  invariant: Invariant,
  { witness, question, change }: Extract<ProofResult, { kind: 'refuted' }>,
  { policies, model }: ProofDependencies,
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

/** A rule, or a part of its condition, that could be left out: it changes no cell for anybody in any world. */
export interface WeakRule {
  readonly rule: PolicyRule
  readonly is: Weakness
  /** The part that changes nothing, as one would write it; null where it is the whole rule. */
  readonly condition: string | null
}

interface WeakRules {
  readonly weak: readonly WeakRule[]
  /** Questions that the solver left open. */
  readonly unknown: readonly { readonly rule: PolicyRule; readonly why: string }[]
  readonly asked: number
}

/**
 * Each of the rules: dead (it never holds), shadowed (without it every cell is the same), or with a redundant condition
 * (a part of its `when` without which every cell is the same).
 */
async function weakRules(dependencies: ProofDependencies, rules: readonly PolicyRule[]): Promise<WeakRules> {
  const { policies } = dependencies
  const weak: WeakRule[] = []
  const unknown: { rule: PolicyRule; why: string }[] = []
  let asked = 0
  const holds = async (rule: PolicyRule, condition: Condition): Promise<boolean> => {
    asked += 1
    const { model, assumptions, solver } = dependencies
    const solution = await solver.find({ model, type: rule.type, condition, assumptions, witness: 'any' })
    if (solution.kind === 'unknown') unknown.push({ rule, why: solution.why })
    return solution.kind !== 'impossible'
  }
  const compiled = new Map(anybodysPolicy(policies).rules.map(({ id, conditions }) => [id, conditions]))
  for (const rule of rules) {
    if (!(await changesSome(dependencies, { rule, without: without(policies, rule) }, holds))) {
      const is = (await holds(rule, compiled.get(rule.id) ?? TRUE)) ? 'shadowed' : 'dead'
      weak.push({ rule, is, condition: null })
      continue
    }
    for (const { part, loosened } of loosenings(rule)) {
      const other = { ...policies, rules: policies.rules.map((one) => (one === rule ? loosened : one)) }
      if (await changesSome(dependencies, { rule, without: other }, holds)) continue
      const variable = policies.types.get(rule.type)?.variable
      weak.push({ rule, is: 'redundant', condition: conditionText(part, variable) })
    }
  }
  return { weak, unknown, asked }
}

function without(policies: PolicySet, rule: PolicyRule): PolicySet {
  return { ...policies, rules: policies.rules.filter((one) => one !== rule) }
}

/** The rule without one of the parts that must all hold. */
function loosenings(
  rule: PolicyRule,
): readonly { readonly part: Condition; readonly loosened: PolicyRule }[] {
  const { condition } = rule
  if (condition.op === 'true') return []
  const parts = condition.op === 'and' ? condition.of : [condition]
  return parts.map((part) => ({
    part,
    loosened: { ...rule, condition: allOf(parts.filter((one) => one !== part)) },
  }))
}

/** Whether some cell of the rule's type has another answer, for some principal in some world. */
async function changesSome(
  { policies, model }: ProofDependencies,
  { rule, without: other }: { readonly rule: PolicyRule; readonly without: PolicySet },
  holds: (rule: PolicyRule, condition: Condition) => Promise<boolean>,
): Promise<boolean> {
  const differences = new Map<string, Condition>()
  for (const question of questionsOf(rule, model)) {
    const [before, after] = [policies, other].map((set) => cellCondition(set, question))
    if (before === undefined || after === undefined || conditionKey(before) === conditionKey(after)) continue
    // WHY one direction: less permitted or more forbidden only ever closes cells, and the other way round.
    const closes = (rule.effect === 'permit') === other.rules.length < policies.rules.length
    const difference = closes ? allOf([before, negate(after)]) : allOf([after, negate(before)])
    differences.set(conditionKey(difference), difference)
  }
  for (const difference of differences.values()) if (await holds(rule, difference)) return true
  return false
}

function questionsOf(
  { type, actions, fields }: PolicyRule,
  model: ProofDependencies['model'],
): readonly Question[] {
  const named = (model.types.get(type)?.fields ?? []).map(({ name }) => name)
  return actions.flatMap((action): readonly Question[] =>
    action === 'read'
      ? [
          { action, type },
          ...named.filter((field) => fields.includes(field)).map((field) => ({ action, type, field })),
        ]
      : [{ action, type }],
  )
}
