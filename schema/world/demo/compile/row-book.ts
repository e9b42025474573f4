import type { Cell, TableRows } from '../../table-rows'

type Row = { readonly [column: string]: Cell }

/** Collects rows by table, in the order the tables were first written to. */
export class RowBook {
  private readonly tables = new Map<string, Row[]>()

  add(table: string, row: Row): void {
    const rows = this.tables.get(table)
    if (rows === undefined) this.tables.set(table, [row])
    else rows.push(row)
  }

  /** Every row with the columns of the table's first row; one that has others is a mistake. */
  tableRows(): readonly TableRows[] {
    return [...this.tables].map(([table, rows]) => {
      const columns = Object.keys(rows[0] ?? {})
      return { table, columns, rows: rows.map((row) => cells(table, columns, row)) }
    })
  }
}

function cells(table: string, columns: readonly string[], row: Row): readonly Cell[] {
  if (Object.keys(row).length !== columns.length) throw new Error(`Rows of ${table} differ in their columns.`)
  return columns.map((column) => {
    const cell = row[column]
    if (cell === undefined) throw new Error(`A row of ${table} has no ${column}.`)
    return cell
  })
}
