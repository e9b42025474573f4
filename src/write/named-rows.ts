import { parseGlobalId } from '../query/global-id'
import type { Model } from '../query/model/model'

/** The rows that a caller named in an input, and which of them the caller was found to be allowed to know of. */
export interface NamedRows {
  /** From here on the row may be locked. */
  seen(type: string, key: number): void
  /** @throws for a row that the caller named and that was not found visible yet. */
  refuseUnseen(table: string, keys: readonly number[]): void
}

/**
 * INVARIANT: no row that a caller names is locked before it is known to be visible to that caller, else a stranger could
 * hold up its owners, or wait for them. A mistake of ours is refused here whatever the operation does.
 */
export function namedRows(model: Model, input: unknown): NamedRows {
  const unseen = new Set<string>()
  for (const { type, key } of idsIn(input)) {
    const table = model.types.get(type)?.table
    if (table !== undefined) unseen.add(`${table} ${key}`)
  }
  return {
    seen: (type, key) => {
      const table = model.types.get(type)?.table
      if (table !== undefined) unseen.delete(`${table} ${key}`)
    },
    refuseUnseen: (table, keys) => {
      if (!keys.some((key) => unseen.has(`${table} ${key}`))) return
      throw new Error(`A row of ${table} that the caller named is locked before it is known to be visible.`)
    },
  }
}

function idsIn(value: unknown): readonly { readonly type: string; readonly key: number }[] {
  if (typeof value === 'string') {
    const parsed = parseGlobalId(value)
    return parsed === undefined ? [] : [parsed]
  }
  if (Array.isArray(value)) return value.flatMap(idsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}
