import { assumeSlots } from '../../policy/assume-slots'
import { allOf, type Condition, conditionKey } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { Solution } from '../solve/solver'
import type { Witness } from '../world/witness'
import { bothClasses } from './both-classes'
import { literalsOfSlot } from './literals-of-slot'
import type { DiffQuestion } from './policy-diff'
import { type PrincipalShape, principalShapes } from './principal-shapes'
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
    }

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

  /** @param question one of those that the condition is about; the witness is replayed on it. */
  async seek(question: Question, condition: Condition): Promise<Found> {
    const { type } = question
    const anybody = await this.solve(type, allOf([condition, this.real]))
    if (anybody.kind === 'impossible') return { kind: 'none' }
    if (anybody.kind === 'unknown') return anybody
    const found = new Map<PrincipalShape, Witness>()
    const undecided = new Set<PrincipalShape>()
    for (const shape of this.shapes) {
      const theirs = assumeSlots(allOf([condition, this.real]), shape.known)
      const solution = await this.solve(type, theirs)
      if (solution.kind === 'witness') found.set(shape, inShape(solution.witness, shape))
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
    }
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

  private solve(type: string, condition: Condition): Promise<Solution> {
    if (condition.op === 'false') return Promise.resolve({ kind: 'impossible' })
    const key = `${type}\n${conditionKey(condition)}`
    const { model, solver, assumptions } = this.asked
    const question = { model, type, condition, ...(assumptions === undefined ? {} : { assumptions }) }
    const answer = this.known.get(key) ?? solver.find(question)
    this.known.set(key, answer)
    return answer
  }
}

/** The witness as somebody of the shape: what the question no longer asked is as the shape has it. */
function inShape(witness: Witness, { example }: PrincipalShape): Witness {
  const { role, accounting, token, staff, scopes } = example
  return { ...witness, principal: { ...witness.principal, role, accounting, token, staff, scopes } }
}

function classesOf(shapes: ReadonlySet<PrincipalShape>): readonly string[] {
  return [...new Set([...shapes].flatMap(({ classes }) => classes))].sort()
}
