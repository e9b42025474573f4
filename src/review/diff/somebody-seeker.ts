import { assumeSlots } from '../../policy/assume-slots'
import { allOf, type Condition, conditionKey } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { Assumption } from '../solve/assumption'
import type { Solution } from '../solve/solver'
import type { Witness } from '../world/witness'
import { bothClasses } from './both-classes'
import { literalsOfSlot } from './literals-of-slot'
import type { DiffQuestion } from './policy-diff'
import { isOfShape, type PrincipalShape, principalShapes } from './principal-shapes'
import { realPrincipal } from './real-principal'
import { type ReplayedWitness, replayed } from './replayed'
import { whoWords } from './who-words'

/** Whether there is anybody, anywhere, for whom two versions differ in one direction. */
export type Found =
  /** Proved: nobody, in no world. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string }
  | {
      readonly kind: 'some'
      /** Classes, and kinds of principals that no class names. */
      readonly who: readonly string[]
      /** Every class some of whose people are concerned. */
      readonly classes: readonly string[]
      readonly witness: ReplayedWitness
      readonly assumed: AsAssumed
    }

/** Whether it happens where what both versions take for granted holds. */
export type AsAssumed =
  /** It does, and so does the witness. */
  | { readonly kind: 'kept' }
  /** Proved: only where not all of these hold, and each of them is needed for that. */
  | { readonly kind: 'broken'; readonly by: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string }

/** Seeks principals for whom a condition can hold, and says who they are in the words of the classes. */
export class SomebodySeeker {
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
   * INVARIANT: what is taken for granted hides nothing. Where it rules out all there is, that is said of what was found.
   * @param question one of those that the condition is about; the witness is replayed on it.
   */
  async seek(question: Question, condition: Condition): Promise<Found> {
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

/** The witness as somebody of the shape: a list is all that the question does not ask of who asks. */
function withScopesOf(witness: Witness, { example: { scopes } }: PrincipalShape): Witness {
  return { ...witness, principal: { ...witness.principal, scopes } }
}

function classesOf(shapes: ReadonlySet<PrincipalShape>): readonly string[] {
  return [...new Set([...shapes].flatMap(({ classes }) => classes))].sort()
}
