import { type Case, caseOf } from '../../testing/cases/case'
import { type AffectedPrincipal } from './affected-principals'
import { asksText } from './changed-questions'
import { type Difference, mergedDifferences, type PolicyDiff } from './policy-diff'

export interface DifferenceCases {
  /** In the order of the report. */
  readonly cases: readonly Case[]
  /** Differences that no case can show, and why. */
  readonly without: readonly string[]
}

/** The witness of each difference as a case that expects what one side answers; several are numbered: `name-1`, `name-2`. */
export function differenceCases(
  diff: PolicyDiff,
  { name, side }: { readonly name: string; readonly side: 'base' | 'head' },
): DifferenceCases {
  const found = mergedDifferences(diff.differences).flatMap((difference) =>
    [difference.gains, difference.loses].map((direction) => ({ difference, direction })),
  )
  const shown = found.flatMap(({ difference, direction }) =>
    direction.kind === 'some' && direction.assumed.kind !== 'broken'
      ? [reportedCase(difference, direction, side)]
      : [],
  )
  return {
    cases: shown.map((one, index) => ({
      ...one,
      name: shown.length === 1 ? name : `${name}-${index + 1}`,
    })),
    without: found.flatMap(({ difference, direction }) => whyWithout(difference, direction)),
  }
}

function reportedCase(
  { type, questions }: Difference,
  { who, witness }: Extract<AffectedPrincipal, { kind: 'some' }>,
  side: 'base' | 'head',
): Omit<Case, 'name'> {
  const { allowed, rule } = side === 'base' ? witness.before : witness.after
  const { key } = witness.row
  const answer = `${type} (${fewQuestions(questions)}): ${allowed ? 'allowed' : 'refused'} to ${who.join(', ')}.`
  const about = rule === undefined ? answer : `${answer} ${rule.because}`
  return caseOf(witness, {
    name: '',
    about,
    expect: questions.map((question) => ({ question, key, allowed })),
  })
}

function fewQuestions(questions: Difference['questions']): string {
  const [shown, more] = [questions.slice(0, 3), questions.length - 3]
  return `${asksText(shown)}${more > 0 ? ` and ${more} more` : ''}`
}

function whyWithout({ type, questions }: Difference, direction: AffectedPrincipal): readonly string[] {
  const what = `${type} (${fewQuestions(questions)})`
  if (direction.kind === 'unknown') return [`${what}: ${direction.why}.`]
  if (direction.kind === 'none' || direction.assumed.kind !== 'broken') return []
  return [`${what}: its world breaks what is taken for granted (${direction.assumed.by.join(', ')}).`]
}
