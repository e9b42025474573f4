import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { type Cell, csvOptions } from './csv-cell'

/** Rows as they come: a query's cursor, or a list. */
export type Rows = AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>

/**
 * A CSV file as a stream of UTF-8. Rows are asked for as the reader takes them, so that memory does not grow
 * with their number; when the reader goes away, the source is closed (`return` of its iterator).
 */
export function csvStream(header: readonly string[], rows: Rows): Readable {
  return Readable.from(written(header, rows), { objectMode: false })
}

/** WHY a generator: the source is not touched before somebody reads, and what has gathered is handed on at once. */
async function* written(header: readonly string[], rows: Rows): AsyncGenerator<Buffer> {
  const lines = stringify({
    ...csvOptions,
    // WHY: without it spreadsheets take UTF-8 for an alphabet of their own.
    bom: true,
    header: true,
    columns: [...header],
    // WHY: a line of one empty cell would be an empty line, which is no row.
    quoted_empty: header.length === 1,
  })
  // What goes wrong with the source ends the lines with the same error, and whoever leaves them closes the source.
  pipeline(Readable.from(fitting(rows, header.length)), lines, () => undefined)
  for await (const chunk of lines) yield chunk as Buffer // nothing sets an encoding
}

/** WHY: a row of another length would shift its cells under headers that are not theirs. */
async function* fitting(rows: Rows, width: number): AsyncGenerator<readonly Cell[]> {
  for await (const row of rows) {
    if (row.length !== width) throw new Error(`A row of ${row.length} cells under a header of ${width}.`)
    yield row
  }
}
