import type { Model, Verdict } from './model'
import type { Real } from './real'

/** One thing that somebody tries. */
export interface Deed {
  readonly text: string
  /** What the model expects, and what it changes in the model; called before the real thing. */
  predict(model: Model): Prediction
  /** Does it for real. */
  does(model: Model, real: Real): Promise<Answer>
}

export interface Prediction {
  readonly verdict: Verdict
  /** Changes the model, given the ids that were really made. */
  readonly done: (reported: MadeIds) => void
}

/** Ids that only the real thing knows. */
export type MadeIds = Readonly<Record<string, string>>

export interface Answer {
  readonly verdict: Verdict
  readonly reason: string
  readonly reported: MadeIds
}

export const refused = (verdict: Exclude<Verdict, 'done'>): Prediction => ({
  verdict,
  done: () => {
    throw new Error('what is refused changes nothing')
  },
})

/** One of a list that may be empty, by any number. */
export const pick = <Item>(items: readonly Item[], number: number): Item | undefined =>
  items.length === 0 ? undefined : items[number % items.length]

export const must = <Item>(item: Item | undefined): Item => {
  if (item === undefined) throw new Error('the model lost track')
  return item
}
