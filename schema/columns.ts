import { type ColumnOptions } from 'typeorm'

/** The kinds of columns, valid on every database. */
interface TextColumn {
  readonly type: 'varchar'
  readonly length: number
}

interface ChoiceColumn extends TextColumn {
  readonly enum: Readonly<Record<string, string>>
}

/** A single line of text. */
export const text = (length: number): TextColumn => ({ type: 'varchar', length })

/** Text of any length: JSON snapshots, messages. */
export const longText = { type: 'text' } satisfies ColumnOptions

/** A value of an enumeration, by its name. The migration checks it; no database type of its own is needed. */
export const choice = (values: ChoiceColumn['enum']): ChoiceColumn => ({
  type: 'varchar',
  length: 32,
  enum: values,
})

/** An ISO 3166 country code. */
export const country = { type: 'varchar', length: 2 } satisfies ColumnOptions

/** An ISO 4217 currency code: the sibling `currency` of every amount. */
export const currency = { type: 'varchar', length: 3 } satisfies ColumnOptions

/** An amount in minor units of the row's currency. */
export const minorUnits = { type: 'bigint' } satisfies ColumnOptions

/** A rate in ten-thousandths: 810 is 8.1 %. */
export const tenThousandths = { type: 'int' } satisfies ColumnOptions

export const count = { type: 'int' } satisfies ColumnOptions

export const flag = { type: 'boolean' } satisfies ColumnOptions

/** A calendar day, 'YYYY-MM-DD'. */
export const day = { type: 'date' } satisfies ColumnOptions

/** A moment in UTC, to the millisecond. */
export const instant = { type: 'datetime', precision: 3 } satisfies ColumnOptions

/** A SHA-256 digest in hexadecimal. */
export const digest = { type: 'varchar', length: 64 } satisfies ColumnOptions

/** The same column, nullable. */
export const optional = (column: ColumnOptions): ColumnOptions => ({ ...column, nullable: true })

/** Options of a field that may be withheld, as every public field but `id` may: its sentence for readers of the schema. */
export function nullable(description: string): { nullable: true; description: string } {
  return { nullable: true, description }
}
