import { allNouns } from '../noun'
import { type Pseudonym } from './erase-me'
import { type StoredRow } from './kept-of-person'

/** What is done with a row that refers to a person, when that person asks. */
export interface PersonReference {
  /** `sessions.user_id`: the column with the key of the User. */
  readonly at: string
  /**
   * `own`: the row is the person's alone, reported as it is stored, of it the columns named and no others.
   * `shared`: the row is others' too. It is read through the engine, as everything else the person reads.
   * Null where the export has none of it.
   */
  readonly exported: OwnRows | SharedRows | null
  /**
   * `deleted` with the account. `kept`: the row is a record that others need, or the law wants, and goes on naming the
   * User, who is a pseudonym from then on.
   */
  readonly erasure: 'deleted' | 'kept'
  /** Columns `name` and `email` of a kept row that say who this is: they say the pseudonym from then on. */
  readonly pseudonymised?: readonly (keyof Pseudonym)[]
}

export interface OwnRows {
  readonly kind: 'own'
  /** The file of the export. */
  readonly file: string
  /** INVARIANT: no secret among them, and nothing that others decide on without the person. */
  readonly columns: readonly string[]
}

/** Rows that others share: the export reads them through the engine, with the rights of the person where they act now. */
export interface SharedRows {
  readonly kind: 'shared'
  /** The file of the export. */
  readonly file: string
  /** The type of the rows, and the fields of each that are read beside its id. */
  readonly type: string
  readonly fields: string
  /** The column with the key of the row that is read; by default `id`. */
  readonly key?: string
  /** What the file says of a row that was read, where that is not the row itself. */
  readonly tell?: (row: StoredRow, user: string) => readonly unknown[]
}

/**
 * A column with an address whose rows are about whoever reads that mailbox, and about nobody else.
 * INVARIANT: equal addresses are a reference here only, because that of an account was confirmed before there was the
 * account. Elsewhere an address is what somebody typed, and says nothing about whose row it is.
 */
export interface AddressReference {
  readonly at: string
  readonly exported: OwnRows | null
}

/** The file of rows that are the person's alone, with the columns it tells. */
export function own(file: string, ...columns: readonly string[]): OwnRows {
  return { kind: 'own', file, columns }
}

/** The file of rows that others share. */
export function shared(file: string, rows: Omit<SharedRows, 'kind' | 'file'>): SharedRows {
  return { kind: 'shared', file, ...rows }
}

/**
 * Every column that refers to a User, as the nouns declare them.
 * INVARIANT: complete; a test compares it with the foreign keys of the tables.
 */
export function personReferences(): readonly PersonReference[] {
  return allNouns().flatMap((noun) => noun.personReferences ?? [])
}

export function addressReferences(): readonly AddressReference[] {
  return allNouns().flatMap((noun) => noun.addressReferences ?? [])
}

/** Of the account itself. */
export const profile: OwnRows = own(
  'profile',
  ...['id', 'name', 'email', 'locale', 'two_factor', 'staff_role', 'cookie_choice'],
  ...['terms_version', 'terms_accepted_at', 'created_at'],
)

export function tableAndColumnOf({ at }: Pick<PersonReference, 'at'>): {
  readonly table: string
  readonly column: string
} {
  const [table = '', column = ''] = at.split('.')
  return { table, column }
}
