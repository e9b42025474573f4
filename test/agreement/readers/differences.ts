import { type AskedType, UNKNOWN, type Verdict, type Verdicts } from './verdict'

/** The readers of one comparison by name; the first is the oracle. */
export type Readers = Readonly<Record<string, Verdicts>>

/** One question that two readers answer differently. */
export interface Difference {
  readonly type: string
  readonly id: number
  /** A field, an action as `can act`, or `the row`. */
  readonly of: string
  readonly answers: Readonly<Record<string, boolean>>
}

/** Every row, field and action on which the readers are not of one mind. */
export function differences(
  readers: Readers,
  world: ReadonlyMap<string, ReadonlyMap<number, unknown>>,
  types: readonly AskedType[],
): readonly Difference[] {
  const found: Difference[] = []
  for (const asked of types) {
    const ofType = questions(asked)
    for (const id of world.get(asked.name)?.keys() ?? []) {
      const said = Object.entries(readers).map(([name, verdicts]): [string, Verdict] => {
        return [name, verdicts.get(asked.name)?.get(id) ?? UNKNOWN]
      })
      for (const [of, answerOf] of ofType) {
        const answers = said.map(([, verdict]) => answerOf(verdict))
        if (answers.every((answer) => answer === answers[0])) continue
        const named = said.map(([name], index) => [name, answers[index] === true])
        found.push({ type: asked.name, id, of, answers: Object.fromEntries(named) as Difference['answers'] })
      }
    }
  }
  return found
}

function questions({ fields, actions }: AskedType): readonly [string, (verdict: Verdict) => boolean][] {
  return [
    ['the row', ({ known }) => known],
    ...fields.map((field): [string, (verdict: Verdict) => boolean] => [
      field,
      ({ readable }) => readable.has(field),
    ]),
    ...actions.map((name): [string, (verdict: Verdict) => boolean] => [
      `can ${name}`,
      ({ can }) => can.has(name),
    ]),
  ]
}
