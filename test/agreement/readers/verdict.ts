/** What one reader says of one row to one principal. */
export interface Verdict {
  readonly known: boolean
  /** The fields that may be read, `id` left out; none where the row is not known. */
  readonly readable: ReadonlySet<string>
  readonly can: ReadonlySet<string>
}

/** By type and id. A row that a reader does not mention is one that it does not know. */
export type Verdicts = ReadonlyMap<string, ReadonlyMap<number, Verdict>>

export const UNKNOWN: Verdict = { known: false, readable: new Set(), can: new Set() }

/** What there is to ask of a type. */
export interface AskedType {
  readonly name: string
  readonly fields: readonly string[]
  readonly actions: readonly string[]
}
