import { createHash } from 'node:crypto'
import type { Model } from '../../query/model/model'
import type { Solution, Solver, SolverQuestion } from '../solve/solver'

/** What a solver answered before, by a digest of everything it was asked. */
export type KnownAnswers = Readonly<Record<string, Solution>>

/** A solver that is started only when something new is asked. */
export interface RememberingSolver extends Solver {
  /** The answers given this time, and no others: what is no longer asked is forgotten. */
  used(): KnownAnswers
}

/**
 * The same question has the same answer: a matrix of policies that did not change asks the solver nothing.
 * @param known answers of before; only `witness` and `impossible` are kept, for more time may settle an `unknown`.
 */
export function rememberingSolver(open: () => Solver, known: KnownAnswers): RememberingSolver {
  const used: Record<string, Solution> = {}
  let solver: Solver | null = null
  return {
    find: async (question) => {
      const key = digestOf(question)
      const answer = used[key] ?? known[key] ?? (await (solver ??= open()).find(question))
      if (answer.kind !== 'unknown') used[key] = answer
      return answer
    },
    close: async () => solver?.close(),
    used: () => used,
  }
}

/** Bumped where the solver means something else by the same question. */
const VERSION = 1

function digestOf({ model, type, condition, assumptions = [] }: SolverQuestion): string {
  const given = assumptions.map((one) => [[...one.each], one.if, [...one.some], one.then])
  const text = JSON.stringify([VERSION, modelDigest(model), type, condition, given])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

const digests = new WeakMap<Model, string>()

/** What of the model worlds can be made of. */
function modelDigest(model: Model): string {
  const before = digests.get(model)
  if (before !== undefined) return before
  const words = [...model.types.values()].map(({ name, attributes, relations }) => [
    name,
    [...attributes.values()].map(({ name: column, type, nullable, values, derived }) => [
      column,
      type,
      nullable,
      values,
      derived,
    ]),
    [...relations.values()].map(({ name: relation, target, many, nullable, owning, near, far }) => [
      relation,
      target,
      many,
      nullable,
      owning,
      near,
      far,
    ]),
  ])
  const digest = createHash('sha256').update(JSON.stringify(words)).digest('hex')
  digests.set(model, digest)
  return digest
}
