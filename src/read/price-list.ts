/**
 * Every price there is. One unit is about what one answered object takes: 20 microseconds of one core.
 * docs/reference/prices.md is generated from this table.
 * INVARIANT: a price depends on what was asked, never on what is stored. A price that followed the rows would reveal how many
 * hidden rows there are.
 */
export const prices = {
  object: price(1, 'an object that may be answered: the size of the page, times the pages above it'),
  statement: price(10, 'an SQL statement: each edge at each level, each count'),
  compared: price(0.1, 'a row compared with one condition, sorted by one key, or counted'),
  masked: price(0.3, 'the same where the field is shown in some rows only'),
  related: price(1, 'a row that a filter reaches through a relation'),
  listedValue: price(0.1, 'a value of an `in` list'),
  describedType: price(0.6, 'a part of the schema that introspection may answer'),
  rules: price(500, 'the rules of the principal, packed for a front end'),
  query: price(20, 'a query that is answered by its own statements, such as the one behind a link'),
  write: price(50, 'a mutation: its transaction, its audit entry'),
  locked: price(10, 'a row that a mutation locks and changes'),
  item: price(20, 'an item of a list in the input of a mutation'),
  mail: price(50, 'a mail'),
  password: price(2500, 'a password hashed or compared'),
  schema: price(5000, 'a reduced schema that was not made lately, for a combination of rights'),
  file: price(500, 'a file that is made, beside the rows it holds'),
  character: price(
    0.25,
    'a character of a document that was not read lately: it is parsed and validated, and billed beside the operation',
  ),
  value: price(
    0.2,
    'a value in `variables`, where they hold more than a hundred; billed beside the operation',
  ),
  request: price(1, 'a request that is refused, whatever it asked'),
} as const

/** How many rows a price assumes where nothing says so. */
export const assumed = {
  /** A list that starts from all rows, and is walked for a filter, a sum or a count. */
  rootRows: 100,
  /** The rows behind one parent that a filter or a count walks. */
  listRows: 10,
  /** A list without pages, such as the lines of an invoice. */
  shortList: 5,
} as const

export interface PriceEntry {
  readonly units: number
  readonly what: string
}

function price(units: number, what: string): PriceEntry {
  return { units, what }
}

/** What an operation does at most, beside reading the rows that it answers. */
interface Work {
  /** Passwords hashed or compared. */
  readonly passwords?: number
  readonly mails?: number
  /** Rows that are locked or changed. */
  readonly locked?: number
  /** What each item of a list in the input adds. */
  readonly each?: { readonly mails?: number; readonly locked?: number }
}

interface WorkExtension {
  readonly work: Work
}

/**
 * Declared with each mutation, and each query that is answered by its own statements: `@Extensions(work({ passwords: 1 }))`.
 * INVARIANT: the schema of the engine is not made without it, so nothing can be done that has no price.
 */
export function work(declared: Work): Record<string, unknown> {
  return { work: declared } satisfies WorkExtension
}

/** What a field declares; undefined where it declares nothing. */
export function workOf(extensions: unknown): Work | undefined {
  return (extensions as Partial<WorkExtension> | null | undefined)?.work // `work` above is all that writes it
}

/** @param items how many items the lists of the input hold. */
export function priceOfWork(
  { passwords = 0, mails = 0, locked = 0, each = {} }: Work,
  items: number,
): number {
  const { password, mail, locked: lock, item } = prices
  const eachItem = item.units + (each.mails ?? 0) * mail.units + (each.locked ?? 0) * lock.units
  return passwords * password.units + mails * mail.units + locked * lock.units + items * eachItem
}

/** How many items the lists within an input hold together. */
export function itemsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + 1 + itemsIn(item), 0)
  if (typeof value !== 'object' || value === null || value instanceof Date) return 0
  return Object.values(value).reduce<number>((sum, item) => sum + itemsIn(item), 0)
}
