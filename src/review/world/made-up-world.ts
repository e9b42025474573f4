/**
 * Rows that were never stored, by type and id. A row says its attributes and the ids its owning relations lead to;
 * what it leaves out is completed by `completeWorld`. Its own id is the key, never a value of the row, and relations
 * to many follow from the other side.
 */
export interface MadeUpWorld {
  readonly [type: string]: Readonly<Record<number, MadeUpRow>>
}

/** `status: ACTIVE`, `client: 1` (an owning relation), `postalAddress.city: Lausanne` (an embedded value). */
export interface MadeUpRow {
  readonly [attributeOrRelation: string]: MadeUpValue
}

/** Dates and instants are ISO texts, as `match` reads them. */
export type MadeUpValue = string | number | boolean | null

/** A row by its type and id. */
export interface RowName {
  readonly type: string
  readonly key: number
}

/** Every row of the world, types and ids in order. */
export function rowsOf(world: MadeUpWorld): readonly (RowName & { readonly row: MadeUpRow })[] {
  return Object.keys(world)
    .sort()
    .flatMap((type) =>
      Object.entries(world[type] ?? {})
        .map(([key, row]) => ({ type, key: Number(key), row }))
        .sort((left, right) => left.key - right.key),
    )
}

/** The row, or undefined where the world has none of that id. */
export function rowAt(world: MadeUpWorld, { type, key }: RowName): MadeUpRow | undefined {
  return world[type]?.[key]
}

/** The same world with this row in it, in place of the one that had its id. */
export function withRow(world: MadeUpWorld, { type, key }: RowName, row: MadeUpRow): MadeUpWorld {
  return { ...world, [type]: { ...world[type], [key]: row } }
}
