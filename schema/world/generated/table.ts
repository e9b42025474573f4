import { type TableValue, type TableRows } from '../world-database'

/** A table being filled by position: cells in the order of the columns. */
export interface GeneratedTable {
  add(...cells: TableValue[]): void
  /** The rows added since the last time, and room for more. */
  take(): TableRows
  readonly size: number
}

export function table(name: string, columns: readonly string[]): GeneratedTable {
  let rows: TableValue[][] = []
  return {
    add(...cells) {
      if (cells.length !== columns.length) throw new Error(`A row of ${name} has ${cells.length} cells.`)
      rows.push(cells)
    },
    take() {
      const taken = { table: name, columns, rows }
      rows = []
      return taken
    },
    get size() {
      return rows.length
    },
  }
}
