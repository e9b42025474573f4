import { prices } from './price-list'

/** What an operation does at most, beside reading the rows that it answers. */
export interface Work {
  /** Passwords hashed or compared. */
  readonly passwords?: number
  readonly mails?: number
  /** Rows that are locked or changed. */
  readonly locked?: number
  /** What each item of a list in the input adds. */
  readonly each?: { readonly mails?: number; readonly locked?: number }
}

export interface WorkExtension {
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
