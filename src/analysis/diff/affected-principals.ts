import { assumeSlots } from '../../policy/assume'
import { bindPolicy, PRINCIPAL_WORDS, slotsOf, type SlotValue } from '../../policy/compile/class-policy'
import {
  allOf,
  anyOf,
  type Condition,
  conditionKey,
  leavesOf,
  negate,
  type Operand,
  operandsOf,
} from '../../policy/condition'
import { decidingRule, type Question } from '../../policy/evaluate/decide'
import { match } from '../../policy/evaluate/match'
import { type PolicyRule, type PolicySet } from '../../policy/policy-set'
import { type Principal, SIGNED_OUT } from '../../policy/principal'
import { type Model } from '../../read/schema/model'
import { type Assumption, type Solution } from '../solver/solver'
import { rowGraph, type Witness } from '../world/row-graph'
import { type Side } from './changed-questions'
import { type DiffQuestion } from './policy-diff'

/** Whether there is anybody, anywhere, for whom two versions differ in one direction. */
export type AffectedPrincipal =
  /** Proved: nobody, in no world. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string }
  | {
      readonly kind: 'some'
      /** Classes, and kinds of principals that no class names. */
      readonly who: readonly string[]
      /** Every class of which some members are affected. */
      readonly classes: readonly string[]
      readonly witness: ReplayedWitness
      readonly assumed: AsAssumed
    }

/** Whether the difference exists under the assumptions of both versions. */
export type AsAssumed =
  /** It does, and the witness keeps to them. */
  | { readonly kind: 'kept' }
  /** Proved: it exists only where one of these fails. None of them can be left out. */
  | { readonly kind: 'broken'; readonly by: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string }

/** Finds principals for whom a condition can hold, and describes them by their classes. */
export class AffectedPrincipals {
  private readonly real: Condition
  private readonly shapes: readonly PrincipalShape[]
  private readonly known = new Map<string, Promise<Solution>>()

  constructor(private readonly asked: DiffQuestion) {
    const { base, head, roles } = asked
    this.real = realPrincipal(roles)
    const classes = bothClasses(base.set, head.set)
    const all = [
      ...classes.values(),
      ...[base, head].flatMap(({ set }) => set.rules.map((rule) => rule.condition)),
    ]
    this.shapes = principalShapes(roles, literalsOfSlot('principal.staff', all), classes)
  }

  /**
   * INVARIANT: assumptions hide nothing. A difference that exists only outside of them is reported with that remark.
   * @param question one of those that the condition is about; the witness is replayed on it.
   */
  async seek(question: Question, condition: Condition): Promise<AffectedPrincipal> {
    const { type } = question
    const { assumptions = [] } = this.asked
    const real = allOf([condition, this.real])
    const anywhere = await this.solve(type, real, [])
    if (anywhere.kind === 'impossible') return { kind: 'none' }
    const within = assumptions.length === 0 ? anywhere : await this.solve(type, real, assumptions)
    const anybody = within.kind === 'witness' ? within : anywhere
    if (anybody.kind === 'unknown') return anybody
    const assumed = await this.assumed(within, (some) => this.solve(type, real, some))
    const given = within.kind === 'witness' ? assumptions : []
    const found = new Map<PrincipalShape, Witness>()
    const undecided = new Set<PrincipalShape>()
    for (const shape of this.shapes) {
      const theirs = allOf([assumeSlots(real, shape.known), isOfShape(shape)])
      const solution = await this.solve(type, theirs, given)
      if (solution.kind === 'witness') found.set(shape, withScopesOf(solution.witness, shape))
      if (solution.kind === 'unknown') undecided.add(shape)
    }
    const [first] = found.values()
    const witness = replayed(this.asked, question, first ?? anybody.witness)
    const shapes = new Set(found.keys())
    return {
      kind: 'some',
      who: this.words(shapes, undecided, anybody.witness),
      classes: classesOf(shapes),
      witness,
      assumed,
    }
  }

  /** @param under whether there is anybody under these assumptions. */
  private async assumed(
    within: Solution,
    under: (some: readonly Assumption[]) => Promise<Solution>,
  ): Promise<AsAssumed> {
    if (within.kind === 'witness') return { kind: 'kept' }
    if (within.kind === 'unknown') return within
    let needed = this.asked.assumptions ?? []
    for (const one of needed) {
      const fewer = needed.filter((other) => other !== one)
      if ((await under(fewer)).kind === 'impossible') needed = fewer
    }
    return { kind: 'broken', by: needed.map(({ id }) => id) }
  }

  private words(
    shapes: ReadonlySet<PrincipalShape>,
    undecided: ReadonlySet<PrincipalShape>,
    witness: Witness,
  ): readonly string[] {
    if (shapes.size === 0 && undecided.size === 0) return [witness.principal.token ? 'API tokens' : 'others']
    const perhaps = whoWords(undecided, this.shapes).map((word) => `${word} (undecided)`)
    return [...whoWords(shapes, this.shapes), ...perhaps]
  }

  private solve(type: string, condition: Condition, assumptions: readonly Assumption[]): Promise<Solution> {
    if (condition.op === 'false') return Promise.resolve({ kind: 'impossible' })
    const key = [type, conditionKey(condition), ...assumptions.map(({ id }) => id)].join('\n')
    const { model, solver } = this.asked
    const answer = this.known.get(key) ?? solver.find({ model, type, condition, assumptions })
    this.known.set(key, answer)
    return answer
  }
}

/** The witness as a principal of the shape. WHY only the scopes: a list is all that the question leaves open. */
function withScopesOf(witness: Witness, { example: { scopes } }: PrincipalShape): Witness {
  return { ...witness, principal: { ...witness.principal, scopes } }
}

function classesOf(shapes: ReadonlySet<PrincipalShape>): readonly string[] {
  return [...new Set([...shapes].flatMap(({ classes }) => classes))].sort()
}

/** The texts that conditions compare a slot with, in order. */
function literalsOfSlot(name: string, conditions: readonly Condition[]): readonly string[] {
  const found = conditions.flatMap(leavesOf).flatMap((leaf) => {
    const operands = operandsOf(leaf)
    if (!operands.some((one) => one.kind === 'slot' && one.name === name)) return []
    return operands.flatMap((one) =>
      one.kind === 'literal' && typeof one.value === 'string' ? [one.value] : [],
    )
  })
  return [...new Set(found)].sort()
}

/**
 * A set of shapes in the words of the classes: the fewest, largest classes all of whose people are among them, and the
 * rest one by one.
 */
function whoWords(shapes: ReadonlySet<PrincipalShape>, all: readonly PrincipalShape[]): readonly string[] {
  if (shapes.size === all.length) return ['everyone']
  const people = new Map<string, PrincipalShape[]>()
  for (const shape of all) {
    for (const name of shape.classes) people.set(name, [...(people.get(name) ?? []), shape])
  }
  const fitting = [...people].filter(([, members]) => members.every((shape) => shapes.has(shape)))
  const left = new Set(shapes)
  const words: string[] = []
  for (;;) {
    const [best] = fitting
      .map(([name, members]) => ({
        name,
        members,
        covers: members.filter((shape) => left.has(shape)).length,
      }))
      .filter(({ covers }) => covers > 0)
      .sort((one, other) => other.covers - one.covers || (one.name < other.name ? -1 : 1))
    if (best === undefined) break
    words.push(best.name)
    for (const shape of best.members) left.delete(shape)
  }
  return [...words.sort(), ...[...left].map(shapeWords)]
}

function shapeWords({ example: { user, role, accounting, partner, staff } }: PrincipalShape): string {
  if (user === null) return 'the signed-out'
  if (staff !== null) return `staff ${staff}`
  if (role === null) return 'users without an Organisation'
  return [
    role,
    ...(accounting ? ['with accounting'] : []),
    ...(partner === null ? [] : ['of a Partner']),
  ].join(' ')
}

/**
 * What signing in guarantees of a principal, as a condition over its slots. Without it a solver finds
 * principals that cannot exist, such as a member without a role.
 *
 * @param roles the values of a member's role
 */
export function realPrincipal(roles: readonly string[]): Condition {
  const [user, organisation, membership, partner] = ['user', 'organisation', 'membership', 'partner'].map(
    (part) => slot(`principal.${part}.id`),
  ) as [Operand, Operand, Operand, Operand]
  const [role, staff] = [slot('principal.role'), slot('principal.staff')]
  const nowhere = allOf([organisation, membership, partner, role].map(isNull))
  const known: Condition = { op: 'in', left: role, right: roles.map((value) => ({ kind: 'literal', value })) }
  const member = allOf([
    ...[user, organisation, membership].map((operand) => negate(isNull(operand))),
    known,
    isNull(staff),
    anyOf([isNull(partner), equal(partner, organisation)]),
  ])
  const outside = allOf([nowhere, negate(isTrue('principal.accounting')), negate(isTrue('principal.token'))])
  return allOf([anyOf([member, outside]), anyOf([negate(isNull(user)), isNull(staff)])])
}

function slot(name: string): Operand {
  return { kind: 'slot', name }
}

function isNull(operand: Operand): Condition {
  return { op: 'isNull', operand }
}

function equal(left: Operand, right: Operand): Condition {
  return { op: 'compare', operator: 'eq', left, right }
}

function isTrue(name: string): Condition {
  return equal(slot(name), { kind: 'literal', value: true })
}

/** Everybody who differs from others by their ids alone: a role, with or without accounting, of a Partner or not. */
interface PrincipalShape {
  /** One of them. */
  readonly example: Principal
  /** The slots whose values they share, ids that they lack among them. */
  readonly known: ReadonlyMap<string, SlotValue>
  /** Their classes, in either of two versions. */
  readonly classes: readonly string[]
}

/** Every shape of a person. Programs with a token have the rights of one of these, or fewer. */
function principalShapes(
  roles: readonly string[],
  staff: readonly string[],
  classes: ReadonlyMap<string, Condition>,
): readonly PrincipalShape[] {
  const user: Principal = { ...SIGNED_OUT, user: { id: 1 } }
  const member: Principal = { ...user, organisation: { id: 2 }, membership: { id: 3 } }
  const members = roles.flatMap((role) =>
    [null, { id: 2 }].flatMap((partner) =>
      [false, true].map((accounting): Principal => ({ ...member, role, partner, accounting })),
    ),
  )
  const examples = [...members, user, ...staff.map((one): Principal => ({ ...user, staff: one })), SIGNED_OUT]
  return examples.map((example) => shapeOf(example, classes))
}

function shapeOf(example: Principal, classes: ReadonlyMap<string, Condition>): PrincipalShape {
  const slots = slotsOf(example, new Date(0))
  const isFree = ([name, value]: readonly [string, SlotValue]): boolean =>
    name === 'now' || (name.endsWith('.id') && value !== null)
  const names = [...classes].filter(([, condition]) => match(condition, {}, slots)).map(([name]) => name)
  return { example, known: new Map([...slots].filter((one) => !isFree(one))), classes: names }
}

/** That somebody is of a shape: the assumptions about principals use their slots, too. */
function isOfShape({ known }: PrincipalShape): Condition {
  return allOf(
    [...PRINCIPAL_WORDS].flatMap(([word, type]): readonly Condition[] => {
      const operand: Operand = { kind: 'slot', name: `principal.${word}` }
      const value = known.get(operand.name)
      if (type === 'list' || value === undefined) return []
      if (value === null) return [{ op: 'isNull', operand }]
      // WHY the cast: only lists are no plain values.
      const right: Operand = { kind: 'literal', value: value as string | number | boolean }
      return [{ op: 'compare', operator: 'eq', left: operand, right }]
    }),
  )
}

/** The classes of two versions; where both have one of that name, the members of either. */
export function bothClasses(base: PolicySet, head: PolicySet): ReadonlyMap<string, Condition> {
  const classes = new Map<string, Condition>()
  for (const { name, condition } of [...head.classes, ...base.classes]) {
    const known = classes.get(name)
    classes.set(name, known === undefined ? condition : anyOf([known, condition]))
  }
  return classes
}

/** A witness, and what the engine answers of it under either version. */
export interface ReplayedWitness extends Witness {
  readonly before: ReplayedAnswer
  readonly after: ReplayedAnswer
}

export interface ReplayedAnswer {
  readonly allowed: boolean
  /** The rule that decided; absent where none permits. */
  readonly rule?: Pick<PolicyRule, 'id' | 'because' | 'path' | 'line'>
}

/**
 * Asks the engine itself, under both versions.
 * @throws where both give the same answer: then the witness shows nothing.
 */
function replayed(
  sides: { readonly base: Side; readonly head: Side; readonly model: Model },
  question: Question,
  witness: Witness,
): ReplayedWitness {
  const row = rowGraph(sides.model, witness.world).row(witness.row)
  const answerOf = ({ set }: Side): ReplayedAnswer => {
    const deciding = decidingRule(bindPolicy(set, witness.principal, new Date(witness.now)), question, row)
    const origin: object | undefined = deciding?.origin
    const rule = set.rules.find((one) => origin !== undefined && 'id' in origin && origin.id === one.id)
    const allowed = deciding !== null && !deciding.inverted
    if (rule === undefined) return { allowed }
    const { id, because, path, line } = rule
    return { allowed, rule: { id, because, path, line } }
  }
  const before = answerOf(sides.base)
  const after = answerOf(sides.head)
  if (before.allowed === after.allowed) {
    throw new Error(
      `The engine answers ${JSON.stringify(question)} alike under both versions: ${JSON.stringify(witness)}`,
    )
  }
  return { ...witness, before, after }
}
