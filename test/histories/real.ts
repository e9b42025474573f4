import type { ActingEngine } from '../support/acting-engine'
import type { Cast } from './cast'
import type { Answer, MadeIds } from './deed'
import type { Verdict } from './model'

/** The real thing: the engine with its database, and who takes part. */
export interface Real {
  readonly engine: ActingEngine
  readonly cast: Cast
}

/** Runs a mutation as the owner of an Organisation. `told` reads the ids out of the payload. */
export async function mutate(
  { engine, cast }: Real,
  as: number,
  asked: {
    readonly text: string
    readonly input: object
    // The payload as the document asks for it.
    readonly reported?: (payload: any) => MadeIds // eslint-disable-line @typescript-eslint/no-explicit-any
  },
): Promise<Answer> {
  const owner = cast.principals.get(as)?.OWNER
  if (owner === undefined) throw new Error(`Nobody owns ${as}`)
  const data = await engine.ask(owner, asked.text, { input: asked.input })
  const [payload] = Object.values<any>(data) // eslint-disable-line @typescript-eslint/no-explicit-any
  const [problem] = payload.userErrors
  if (problem !== undefined) return { verdict: problem.code as Verdict, reason: problem.reason, reported: {} }
  return { verdict: 'done', reason: '', reported: asked.reported?.(payload) ?? {} }
}
