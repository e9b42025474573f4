import { allOf, negate } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { Model } from '../../query/model/model'
import type { Assumption } from '../solve/assumption'
import type { Solver } from '../solve/solver'
import { changedQuestions, questionsOf, type Side } from './changed-questions'
import { type ChangedRule, changedRules, rulesBehind } from './changed-rules'
import { type Found, SomebodySeeker } from './somebody-seeker'
import { wordsOnOneSide, type WordsOnOneSide } from './words-on-one-side'

/** What two versions of the policies answer differently, somewhere, for somebody. */
export interface PolicyDiff {
  readonly differences: readonly Difference[]
  /** Rules and classes that were added, removed, renamed or changed in form, whether or not any answer changed. */
  readonly rules: readonly ChangedRule[]
  readonly onOneSide: WordsOnOneSide
  /** How many rows, fields and actions were compared. */
  readonly compared: number
  /** Of those, how many are answered by other conditions that mean the same. */
  readonly reworded: number
  /** What both versions take for granted, by name: examples keep to it wherever they can. */
  readonly assumed: readonly string[]
}

/** Questions of one type whose answers change together. */
export interface Difference {
  readonly type: string
  readonly questions: readonly Question[]
  readonly verdict: 'looser' | 'tighter' | 'both' | 'unknown'
  /** Allowed in the head and not in the base. */
  readonly gains: Found
  /** Allowed in the base and not in the head. */
  readonly loses: Found
  /** The changed rules that these questions depend on. */
  readonly rules: readonly ChangedRule[]
}

export interface DiffQuestion {
  readonly base: Side
  readonly head: Side
  readonly model: Model
  readonly solver: Solver
  readonly roles: readonly string[]
  /** What both versions take for granted, see `shared-assumptions.ts`: it hides no difference, but is said of it. */
  readonly assumptions?: readonly Assumption[]
}

/**
 * Compares two versions of the policies for every row, field and action: over all worlds and all principals, by proof.
 * INVARIANT: what is not reported is proved to be the same; what could not be decided is reported as unknown.
 */
export async function policyDiff(asked: DiffQuestion): Promise<PolicyDiff> {
  const changed = changedQuestions(asked.base, asked.head)
  const rules = changedRules(asked.base.set, asked.head.set)
  const seeker = new SomebodySeeker(asked)
  const differences: Difference[] = []
  let reworded = 0
  for (const { type, questions, before, after } of changed) {
    const [question = { action: 'read', type }] = questions
    const gains = await seeker.seek(question, allOf([after, negate(before)]))
    const loses = await seeker.seek(question, allOf([before, negate(after)]))
    if (gains.kind === 'none' && loses.kind === 'none') {
      reworded += questions.length
      continue
    }
    const verdict = verdictOf(gains, loses)
    differences.push({ type, questions, verdict, gains, loses, rules: rulesBehind(rules, questions, asked) })
  }
  return {
    differences,
    rules,
    onOneSide: wordsOnOneSide(asked.base, asked.head),
    compared: questionsOf(asked.base, asked.head).length,
    reworded,
    assumed: (asked.assumptions ?? []).map(({ id }) => id),
  }
}

function verdictOf(gains: Found, loses: Found): Difference['verdict'] {
  if (gains.kind === 'some' && loses.kind === 'some') return 'both'
  if (gains.kind === 'some') return 'looser'
  return loses.kind === 'some' ? 'tighter' : 'unknown'
}
