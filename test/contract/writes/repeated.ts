import { documentFor } from './written-schema'
import { acceptedFor, asking, type Candidate, factsOf, type Input, type Scene } from './everybody'
import type { Answer } from './stage'

/** What a payload said, by the names of its fields. */
// Tests say what they expect of an answer by asserting it.
type Payload = any // eslint-disable-line @typescript-eslint/no-explicit-any

/** A mutation sent with one key again and again. */
export interface Repeated {
  readonly first: Payload
  readonly again: Payload
  readonly otherInput: Payload
  /** Whether a second or another request changed any table. */
  readonly changedAgain: boolean
  /** The key with something wrong, then with the right input, by the same person. */
  readonly refused: Payload
  readonly thenRight: Payload
  /** Somebody else afterwards, with the same key and without; null where nobody else may. */
  readonly another: { readonly withKey: Payload; readonly without: Payload } | null
}

/** Plays it through with who may, of which nothing stays. */
export async function repeatedOn(scene: Scene, mutation: string): Promise<Repeated> {
  const { stage } = scene
  const { field, target, other, wrong: amiss } = factsOf(mutation)
  const [one, two] = await acceptedFor(scene, mutation, 2)
  if (one === undefined || other === undefined) throw new Error(`Nobody is let do ${mutation}`)
  const reported = async (by: Candidate, input: Input): Promise<Payload> => {
    const { data } = await asking(scene, by, input)
    return data[mutation]
  }
  const once = (input: Input): Input => ({ ...input, idempotencyKey: 'once' })
  const wrong = field === null ? amiss : { [field]: `${target}:999999` }
  const { refused, thenRight } = await stage.undone(async () => ({
    refused: await reported(one, once({ ...one.input, ...wrong })),
    thenRight: await reported(one, once(one.input)),
  }))
  return stage.undone(async () => {
    const first = await reported(one, once(one.input))
    const after = await stage.tables()
    const again = await reported(one, once(one.input))
    const otherInput = await reported(one, once(other(one.input, scene.world)))
    const later = await stage.tables()
    const changedAgain = [...later].some(([table, digest]) => after.get(table) !== digest)
    if (two === undefined)
      return { first, again, otherInput, changedAgain, refused, thenRight, another: null }
    const without = await stage.undone(() => reported(two, two.input))
    const withKey = await stage.undone(() => reported(two, once(two.input)))
    const another = { withKey, without }
    return { first, again, otherInput, changedAgain, refused, thenRight, another }
  })
}

/** Something accepted, asked for an answer that is too expensive, and the statements that took. */
export async function tooExpensiveOn(
  { stage, ...scene }: Scene,
  mutation: string,
): Promise<{ readonly answer: Answer; readonly statements: readonly string[] }> {
  const [one] = await acceptedFor({ stage, ...scene }, mutation, 1)
  if (one === undefined) throw new Error(`Nobody is let do ${mutation}`)
  stage.statements.length = 0
  const answer = await stage.askForNothing(
    one.principal,
    documentFor(stage.mandate.schema, mutation),
    one.input,
  )
  return { answer, statements: [...stage.statements] }
}
