import { type Witness } from '../world/row-graph'
import { decodeWitness, readValues, renumber, replays, valueTerms } from './decode-witness'
import { type EncodedQuestion, encodeQuestion } from './encode-question'
import { shrinkWitness } from './shrink-witness'
import { type Solution, type Solver, type SolverQuestion, Unsupported } from './solver'
import { openZ3, type Z3Process } from './z3-process'

export interface SolverSettings {
  /** Milliseconds for one answer of Z3. A question that takes longer is answered `unknown`. */
  readonly timeLimit?: number
}

/** A solver that asks Z3, in one process for all questions. */
export function openSolver({ timeLimit = 60_000 }: SolverSettings = {}): Solver {
  const z3 = openZ3(timeLimit)
  return {
    find: async (question) => {
      if (question.condition.op === 'false' || question.after?.either.length === 0)
        return { kind: 'impossible' }
      try {
        return await solved(z3, question, encodeQuestion(question))
      } catch (problem) {
        if (!(problem instanceof Unsupported)) throw problem
        return { kind: 'unknown', why: problem.message }
      }
    },
    close: () => z3.close(),
  }
}

/** WHY a count of steps and not a time: the same question gets the same answer on a slow machine. */
const MOST_STEPS = 40_000_000

async function solved(z3: Z3Process, question: SolverQuestion, encoded: EncodedQuestion): Promise<Solution> {
  const first = await asked(z3, encoded, [])
  if (first.kind !== 'found') return first
  if (replays(question, first.witness)) return small(question, first.witness)
  const disagrees = {
    kind: 'unknown',
    why: 'the engine does not agree with the world that was found',
  } as const
  if (encoded.closing.length === 0) return disagrees
  const closed = await asked(z3, encoded, encoded.closing)
  if (closed.kind === 'found' && replays(question, closed.witness)) return small(question, closed.witness)
  return { kind: 'unknown', why: 'every row needs another one, and no end was found' }
}

type Found =
  | { readonly kind: 'found'; readonly witness: Witness }
  | Extract<Solution, { kind: 'impossible' | 'unknown' }>

async function asked(z3: Z3Process, encoded: EncodedQuestion, further: readonly string[]): Promise<Found> {
  const terms = valueTerms(encoded)
  const lines = [
    `(set-option :rlimit ${MOST_STEPS})`,
    encoded.text,
    ...further,
    '(check-sat)',
    `(get-value (${terms.join(' ')}))`,
  ]
  const answer = await z3.evaluate(lines.join('\n'))
  if (answer === null) return { kind: 'unknown', why: 'Z3 gave no answer in time' }
  const [verdict, rest] = splitOnce(answer.trimStart())
  // INVARIANT: only `unsat` is a proof; an error in the encoded text is none.
  if (verdict === 'unsat') return { kind: 'impossible' }
  if (verdict !== 'sat') return { kind: 'unknown', why: `Z3 said: ${answer.slice(0, 200).trim()}` }
  const values = readValues(rest)
  if (values?.length !== terms.length) throw new Error(`Z3's values cannot be read: ${rest.slice(0, 200)}`)
  return { kind: 'found', witness: decodeWitness(encoded, values) }
}

function small(question: SolverQuestion, found: Witness): Solution {
  if (question.witness === 'any') return { kind: 'witness', witness: found }
  const shrunk = shrinkWitness(found, (smaller) => replays(question, smaller))
  const renumbered = renumber(question.model, shrunk)
  return { kind: 'witness', witness: replays(question, renumbered) ? renumbered : shrunk }
}

function splitOnce(text: string): readonly [string, string] {
  const end = text.indexOf('\n')
  return end < 0 ? [text.trim(), ''] : [text.slice(0, end).trim(), text.slice(end + 1)]
}
