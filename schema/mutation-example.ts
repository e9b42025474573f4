/** A row as it is stored. */
export type StoredRow = Readonly<Record<string, string | number | null>>

type Input = Readonly<Record<string, unknown>>

/** The demo world, as inputs are made of it. */
export interface ExampleWorld {
  readonly rows: (table: string) => readonly StoredRow[]
  /** `organisation/jura` → `Organisation:10`. */
  readonly idOf: (name: string) => string
  /** With which everybody of the demo world signs in. */
  readonly password: string
}

/** What one asks to be allowed: an action, or to read a field. */
export interface Need {
  readonly action: string
  readonly field?: string
}

/** A row that an input names beside its target. */
export interface ExampleReference {
  readonly type: string
  /** The input with this id there: as late as can be, behind everything that is right. */
  readonly put: (
    input: Input,
    id: string,
    about: { readonly row: StoredRow; readonly world: ExampleWorld },
  ) => Input
  /** With which code a row is refused that is not found there; NOT_FOUND if not said. */
  readonly code?: 'BAD_USER_INPUT'
  /** The targets for which the input may name it; all if not said. */
  readonly where?: (row: StoredRow) => boolean
}

/**
 * What the contract tests need of a mutation beside the schema: of which row it asks what of the policies, and inputs with
 * which everybody tries it. `test/contract/writes` then proves the verdict for every persona and row, that a refusal changes
 * nothing, what the audit trail says, that unknown and invisible ids answer alike, and that keys repeat.
 */
export interface MutationExample {
  readonly target: string
  /** The input field that names the target; null where it is the Organisation acted in. */
  readonly field: string | null
  readonly needs: readonly Need[]
  /** By the path of their input field; those in a list by the name of the list. */
  readonly references?: Readonly<Record<string, ExampleReference>>
  /** The column of the target that says whose account it concerns. */
  readonly concerns: string
  /** A valid input with this target, as short as can be. */
  readonly minimal: (row: StoredRow, world: ExampleWorld) => Input
  /** A valid one that says something else. */
  readonly other?: (input: Input, world: ExampleWorld) => Input
  /** What makes it be refused, where it names no target that could be wrong. */
  readonly wrong?: Input
  /** The demo world has one person only who is let do it. */
  readonly byOnePersonOnly?: true
}
