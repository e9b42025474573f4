/** What a table promises, in words that mean the same whoever describes it: an entity or a database. */
export interface TableShape {
  /** `name type`, `name type?` where it may be absent, `name type? generated`. */
  readonly columns: readonly string[]
  readonly primaryKey: string
  /** The columns that are unique together, beside the primary key. */
  readonly uniques: readonly string[]
  /** `name (columns)` of every other index. */
  readonly indexes: readonly string[]
  /** `columns → table (columns)`. */
  readonly foreignKeys: readonly string[]
}

export type Shapes = Readonly<Record<string, TableShape>>

export interface ColumnShape {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly generated: boolean
}

export function describeColumn({ name, type, nullable, generated }: ColumnShape): string {
  return `${name} ${type}${nullable ? '?' : ''}${generated ? ' generated' : ''}`
}

/** Sorted and without repetitions, so that shapes can be compared. */
export function tableShape(shape: TableShape): TableShape {
  return {
    columns: tidy(shape.columns),
    primaryKey: shape.primaryKey,
    uniques: tidy(shape.uniques.filter((columns) => columns !== shape.primaryKey)),
    indexes: tidy(shape.indexes),
    foreignKeys: tidy(shape.foreignKeys),
  }
}

function tidy(items: readonly string[]): readonly string[] {
  return [...new Set(items)].sort()
}
