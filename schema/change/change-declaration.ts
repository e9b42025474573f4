import { type z } from 'zod'
import { type Change, type SubjectRelation } from './change.entity'

/** What a noun says of a kind of change, once: to what it happens, who learns of it, and what the mail says. */
export interface ChangeDeclaration {
  readonly about: SubjectRelation
  /**
   * Whose people are asked whether they see it, beside those of the two Organisations of the change.
   * - `partners`: of the Partners with an active mandate for the Organisation.
   * - `every owner`: owners and administrators of all Organisations.
   * - `compliance`: compliance officers of the provider.
   */
  readonly also?: 'partners' | 'every owner' | 'compliance'
  /** The people of one of the two sides only. */
  readonly only?: 'organisation' | 'counterpart'
  /** None where the mail leaves with the change itself, or the feed alone tells of it. */
  readonly mail?: ChangeMail
  /** Whether the invoice goes to the accounting address of the Organisation, as a PDF. */
  readonly toAccounting?: true
}

/** A mail about a change, as its reader may know what changed. */
export interface ChangeMail {
  /** The fields of the row that are read as each addressee. */
  readonly asks: string
  /** Null where the addressee may not see what the mail is about: then there is none. */
  tell(row: unknown, change: ChangeFacts): ChangeLetter | null
}

export interface ChangeFacts extends Pick<Change, 'at' | 'mark'> {
  /** The legal day of an instant. */
  readonly dayOf: (instant: Date) => string
}

/** A letter by its name, and its facts but for the name of the addressee and the link. */
export interface ChangeLetter {
  readonly template: string
  readonly data: Readonly<Record<string, unknown>>
  /** Where one acts on it, from the root of this installation; by default the page of the row. */
  readonly path?: string
}

/**
 * A mail that needs all of a shape: where the policies withhold a part of it from somebody, that person gets no mail. What may
 * be withheld is nullable in the shape.
 */
export function changeMail<S extends z.ZodType>(
  asks: string,
  shape: S,
  letter: (row: z.infer<S>, change: ChangeFacts) => ChangeLetter | null,
): ChangeMail {
  return {
    asks,
    tell: (row, change) => {
      const read = shape.safeParse(row)
      return read.success ? letter(read.data, change) : null
    },
  }
}
