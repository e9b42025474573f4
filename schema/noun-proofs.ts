/**
 * What a noun tells the tests that look at all nouns, so that none of them has a list of its own: what is true of each
 * mutation, input field, column and table, and with what it is tried.
 */
export interface NounProofs {
  /** By the name of the mutation: inputs with which everybody tries it on every row. */
  readonly examples?: Readonly<Record<string, MutationExample>>
  /** Mutations that are tried on no rows, and where something else proves them. */
  readonly provenElsewhere?: Readonly<Record<string, string>>
  /** Mutations among those that take an idempotency key. */
  readonly repeatable?: readonly string[]
  /** Input fields with a name that only the server fills elsewhere, such as `role`, and why a caller may say it here. */
  readonly saidByCallers?: Readonly<Record<string, string>>
  /** `OpenTicketInput.title`: with what each text of an input is read, so that nothing unseen is stored. */
  readonly readTexts?: Readonly<Record<string, TextReader>>
  /** `support_tickets.title`: what erasure does with each column of text, as docs/security/personal-data.md explains it. */
  readonly storedTexts?: Readonly<Record<string, TextFate>>
  /** For each mail that a mutation sends and that tells of no mandate: what of it its addressee may not know. */
  readonly mailChecks?: Readonly<Record<string, MailCheck>>
  /** A valid row for each of its tables, where Organisations, Users and whatever else there is have the ids 1 and 2. */
  readonly leastRows?: readonly (readonly [table: string, row: StoredRow])[]
  /** For each UNIQUE, and each CHECK that is no list of an enumeration, a statement that breaks it in those rows. */
  readonly violations?: readonly Violation[]
}

export type TextReader =
  | 'a name, by `lineOf`'
  | 'lines, by `linesOf`'
  | 'an address, by `emailOf` or `canonicalAddress`'
  | 'a secret, by `checkPassword`, `passwordForms` or a digest'
  | 'a closed list or a form of its own'

/** The headings of docs/security/personal-data.md. */
export type TextFate =
  'Deleted with the account' | 'Pseudonymised' | "Kept: somebody else's record" | 'No person in it'

/** A statement that breaks one rule of the database, and the constraint that must refuse it. */
export interface Violation {
  readonly rule: string
  readonly constraint: string
  readonly statement: string
}

/** What of a mail its addressee may not know, in words; nothing where all of it is theirs to know. */
export type MailCheck = (mail: SentMail) => readonly string[]

export interface SentMail {
  readonly to: string
  readonly data: Readonly<Record<string, unknown>>
  /** The row that the mutation was tried on, as it was before. */
  readonly target: StoredRow
  /** What the mutation noted. */
  readonly audits: readonly StoredRow[]
  /** The row of a table with this key, as it is now. */
  readonly find: (table: string, key: unknown) => StoredRow | undefined
}

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
  /** The code with which a row that is not found there is refused; by default NOT_FOUND. */
  readonly code?: 'BAD_USER_INPUT'
  /** The targets for which the input may name it; by default all. */
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
