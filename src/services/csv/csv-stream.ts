import { Readable } from 'node:stream'
import { type Cell, csvCell } from './csv-cell'

/** Rows as they come: a query's cursor, or a list. */
export type Rows = AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>

/** WHY: without it spreadsheets take UTF-8 for an alphabet of their own. */
const BYTE_ORDER_MARK = '\ufeff'

/** Characters gathered before they are handed on. */
const chunkSize = 16_384

/**
 * A CSV file as a stream of UTF-8. Rows are asked for as the reader takes them, so that memory does not grow
 * with their number; when the reader goes away, the source is closed (`return` of its iterator).
 */
export function csvStream(header: readonly string[], rows: Rows): Readable {
  return Readable.from(chunks(header, rows), { objectMode: false, highWaterMark: chunkSize })
}

async function* chunks(header: readonly string[], rows: Rows): AsyncGenerator<Buffer> {
  let text = BYTE_ORDER_MARK + line(header)
  for await (const row of rows) {
    if (row.length !== header.length) {
      throw new Error(`A row of ${row.length} cells under a header of ${header.length}.`)
    }
    text += line(row)
    if (text.length >= chunkSize) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}

/** WHY quotes: a line of one empty cell would be an empty line, which is no row. */
function line(cells: readonly Cell[]): string {
  const text = cells.map(csvCell).join(',')
  return `${text === '' ? '""' : text}\r\n`
}
