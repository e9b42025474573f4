import { bindPolicy, type BoundPolicy, type Slots, slotsOf } from '../../policy/compile/class-policy'
import { allOf, anyOf, type Condition, conditionKey } from '../../policy/condition'
import { type Question } from '../../policy/evaluate/decide'
import { match, type Row } from '../../policy/evaluate/match'
import { type PolicyRule, type PolicySet } from '../../policy/policy-set'
import { type Model } from '../../read/schema/model'
import { type Case } from '../../testing/cases/case'
import { answerConditionOf } from '../../testing/first-difference'
import { caseName, assertedCellText, readyCase, type Tested } from '../../testing/tested'
import { type Assumption, type Solver } from '../solver/solver'
import { rowGraph, type Witness } from '../world/row-graph'
import { type Aspect, goalsOf, goalText, ruleDecides, type RuleGoals } from './coverage-goals'

/** The dependencies of a coverage run. */
interface Coverers {
  readonly set: PolicySet
  readonly tested: readonly Tested[]
  readonly model: Model
  readonly solver: Solver
  readonly assumptions: readonly Assumption[]
  /** Which rules are measured; absent: all. */
  readonly isConcerned?: (rule: PolicyRule) => boolean
}

/** What the tests show of each rule, in the order of rule ids. */
export interface Coverage {
  readonly rules: readonly RuleCoverage[]
}

export interface RuleCoverage {
  readonly goals: RuleGoals
  readonly seen: Seen
  /** Proved: no world and principal could show it. */
  readonly impossible: readonly CoverageGoal[]
  /** No test has shown these. Each gap has a witness that would. */
  readonly gaps: readonly Gap[]
  /** Neither shown nor proved impossible, and why. */
  readonly unknown: readonly { readonly goal: CoverageGoal; readonly why: string }[]
}

/** Masking MC/DC of every rule's condition, by class and field. */
export async function coverageOf(coverers: Coverers): Promise<Coverage> {
  const { set, tested, model, isConcerned = () => true } = coverers
  const rules = set.rules.filter(isConcerned).map(async (rule): Promise<RuleCoverage> => {
    const goals = goalsOf(rule, set, model.types.get(rule.type)?.variable ?? 'row')
    const seen = goalsSeen(goals, tested)
    return { goals, seen, ...(await openGoals(goals, seen, coverers)) }
  })
  return { rules: await Promise.all(rules) }
}

/** Goals that no test meets, and a principal in a made-up world who would meet them all. */
export interface Gap {
  readonly goals: readonly CoverageGoal[]
  readonly witness: Witness
}

/** How many conditions one question to the solver holds. */
const AT_ONCE = 12

/** The goals that no test meets: each is impossible, or a gap with a witness that closes it. */
async function openGoals(
  goals: RuleGoals,
  seen: Seen,
  coverers: Coverers,
): Promise<Pick<RuleCoverage, 'impossible' | 'gaps' | 'unknown'>> {
  const found: Found = { impossible: [], gaps: [], unknown: [] }
  let open = openOf(goals, seen)
  while (open.length > 0) {
    await settle(open.slice(0, AT_ONCE), found, { type: goals.rule.type, coverers })
    const settled = new Set(
      [
        ...found.impossible,
        ...found.gaps.flatMap((gap) => gap.goals),
        ...found.unknown.map(({ goal }) => goal),
      ].map(goalKey),
    )
    // WHY: a world that is made for one goal often meets others as well.
    open = open.filter((one) => one.goals.some((goal) => !settled.has(goalKey(goal))))
  }
  return found
}

interface Found {
  readonly impossible: CoverageGoal[]
  readonly gaps: Gap[]
  readonly unknown: { readonly goal: CoverageGoal; readonly why: string }[]
}

/** Goals that the same condition meets: fields that the same rules show. */
interface Open {
  readonly goals: readonly CoverageGoal[]
  readonly condition: Condition
}

function openOf(goals: RuleGoals, seen: Seen): readonly Open[] {
  const open = new Map<string, { readonly goals: CoverageGoal[]; readonly condition: Condition }>()
  for (const question of goals.questions) {
    for (const { kind, text, className, who, when } of goals.aspects) {
      const goal = { kind, text, className, question }
      if (seen.has(goalKey(goal))) continue
      const condition = allOf([who, when, ruleDecides(goals, question, kind)])
      const key = conditionKey(condition)
      const same = open.get(key) ?? { goals: [], condition }
      same.goals.push(goal)
      open.set(key, same)
    }
  }
  return [...open.values()]
}

interface Asking {
  readonly type: string
  readonly coverers: Coverers
}

async function settle(open: readonly Open[], found: Found, asking: Asking): Promise<void> {
  const { type, coverers } = asking
  const { model, solver, assumptions } = coverers
  if (open.length === 0) return
  const condition = anyOf(open.map((one) => one.condition))
  const solution = await solver.find({ model, type, condition, assumptions })
  switch (solution.kind) {
    case 'impossible':
      found.impossible.push(...open.flatMap((one) => one.goals))
      return
    case 'unknown': {
      const [first, ...rest] = open
      if (rest.length > 0) for (const one of open) await settle([one], found, asking)
      else for (const goal of first?.goals ?? []) found.unknown.push({ goal, why: solution.why })
      return
    }
    case 'witness': {
      const { witness } = solution
      const row = rowGraph(model, witness.world).row(witness.row)
      const slots = slotsOf(witness.principal, new Date(witness.now))
      const fulfilled = open.filter((one) => match(one.condition, row, slots))
      if (fulfilled.length === 0) throw new Error('The witness meets no goal')
      found.gaps.push({ goals: fulfilled.flatMap((one) => one.goals), witness })
      return settle(
        open.filter((one) => !fulfilled.includes(one)),
        found,
        asking,
      )
    }
  }
}

/** A coverage goal: the tests must show this aspect of a rule in the answer to this question. */
export interface CoverageGoal {
  readonly className: string
  readonly kind: Aspect['kind']
  readonly text: string
  readonly question: Question
}

export function goalKey({ className, kind, text, question }: CoverageGoal): string {
  return JSON.stringify([className, kind, text, question.action, question.field ?? null])
}

/** The first asserted cell that meets a goal, by the goal's key. */
type Seen = ReadonlyMap<string, string>

/** Which goals of a rule the asserted cells meet. */
function goalsSeen(goals: RuleGoals, tested: readonly Tested[]): Seen {
  const seen = new Map<string, string>()
  for (const one of tested) look(goals, one, seen)
  return seen
}

function look(goals: RuleGoals, tested: Tested, seen: Map<string, string>): void {
  const { rule, questions } = goals
  const asserted = tested.asserted.get(rule.type) ?? []
  const mine = asserted.filter(({ question }) => questions.some((one) => same(one, question)))
  if (mine.length === 0) return
  const inside = bound(goals.always, tested)
  const { slots } = inside
  const concerned = goals.aspects.filter(({ who }) => match(who, {}, slots))
  if (concerned.length === 0) return
  const views = {
    always: inside,
    never: bound(goals.never, tested),
    everyone: bound(goals.forEveryone, tested),
  }
  const holds = remembering(slots)
  for (const { question, cells } of mine) {
    const open = concerned.filter((aspect) => !seen.has(goalKey({ ...aspect, question })))
    if (open.length === 0) continue
    const without = answerConditionOf(views.never.classPolicy, question)
    const always = answerConditionOf(views.always.classPolicy, question)
    const forEveryone = answerConditionOf(views.everyone.classPolicy, question)
    for (const { id, row } of cells) {
      for (const aspect of open) {
        const key = goalKey({ ...aspect, question })
        const withIt = aspect.kind === 'outside' ? forEveryone : always
        if (seen.has(key) || holds(withIt, row) === holds(without, row)) continue
        if (holds(aspect.when, row)) seen.set(key, assertedCellText(tested.by, question, id))
      }
    }
  }
}

function bound(set: RuleGoals['always'], { principal, now }: Tested): BoundPolicy {
  return bindPolicy(set, principal, now)
}

function same(one: Question, other: Question): boolean {
  return one.action === other.action && one.field === other.field
}

/** WHY remembered: most questions about one row depend on the same conditions. */
function remembering(slots: Slots): (condition: Condition, row: Row) => boolean {
  const known = new WeakMap<Row, Map<Condition, boolean>>()
  return (condition, row) => {
    const ofRow = known.get(row) ?? new Map<Condition, boolean>()
    known.set(row, ofRow)
    const found = ofRow.get(condition) ?? match(condition, row, slots)
    ofRow.set(condition, found)
    return found
  }
}

/** The cases that close all gaps: each its witness, and the cells that its goals are about. */
export function gapCases(
  rules: readonly RuleCoverage[],
  dependencies: { readonly set: PolicySet; readonly model: Model },
): ReadonlyMap<Gap, Case> {
  const taken = new Set<string>()
  const cases = new Map<Gap, Case>()
  for (const rule of rules) {
    for (const gap of rule.gaps) {
      const name = unlike(nameOf(rule, gap), taken)
      taken.add(name)
      cases.set(gap, readyCase(gap.witness, { name, ...reported(rule, gap) }, dependencies))
    }
  }
  return cases
}

function reported({ goals: { rule, questions } }: RuleCoverage, gap: Gap) {
  const texts = [...new Set(gap.goals.map((goal) => goalText(goal, rule)))]
  return {
    about: `${rule.id}: ${texts.join('; ')}.`.replaceAll('`', ''),
    questions: questions.filter(({ action, field }) =>
      gap.goals.some(({ question }) => question.action === action && question.field === field),
    ),
  }
}

function nameOf({ goals: { rule } }: RuleCoverage, { goals: [first] }: Gap): string {
  if (first === undefined) throw new Error('A gap without a goal')
  return caseName(rule.id, first.kind, first.className, first.text)
}

function unlike(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; taken.has(name); number += 1) {
    const other = `${name}-${number}`
    if (!taken.has(other)) return other
  }
  return name
}
