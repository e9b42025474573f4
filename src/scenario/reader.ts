/** One of the ways by which a persona learns of rows. All of them must tell the same. */
export interface Reader {
  /** `decide`, `SQL on MariaDB`, `HTTP on SQLite`. */
  readonly name: string
  /** All rows of a type that the persona can learn of, by id, and what it can read of each. */
  read(persona: string, type: string): Promise<Seen>
}

export type Seen = ReadonlyMap<string, SeenRow>

export interface SeenRow {
  readonly fields: ReadonlySet<string>
  /** Null where this way does not tell: a part of another row has no `access`. */
  readonly actions: ReadonlySet<string> | null
  /** Actions that this way never tells of, because no mutation asks for them. */
  readonly untold?: ReadonlySet<string>
}
