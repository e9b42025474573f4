import { Readable } from 'node:stream'

/** Rows as they come: a query's cursor, or a list. */
type Rows = AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>

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
function line(cells: readonly CsvValue[]): string {
  const text = cells.map(csvCell).join(',')
  return `${text === '' ? '""' : text}\r\n`
}

/** What a cell holds: text of whatever origin, a number, an exact decimal of ours, or nothing. */
export type CsvValue = string | number | null | { readonly decimal: string }

/**
 * One cell, as it stands in the file.
 * INVARIANT: no text from outside begins a cell that a spreadsheet would run, whichever character it takes for
 * the separator; numbers, which we write ourselves, stay numbers.
 */
export function csvCell(cell: CsvValue): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return decimal(String(cell))
  if (typeof cell === 'object') return decimal(cell.decimal)
  return quoted(neutralised(cell))
}

function decimal(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`\`${text}\` is no plain number.`)
  return text
}

/** WHY after separators too: opened with semicolons or tabs, a cell begins in the middle of ours. */
const formulaStart = /(^|[;,|\t\r\n"])([\s\p{Cf}]*)([=+\-@＝＋－＠])/gu

function neutralised(text: string): string {
  const marked = text.replace(formulaStart, "$1$2'$3")
  // Some spreadsheets drop these in front, and run what follows.
  return /^[\t\r]/.test(marked) ? `'${marked}` : marked
}

function quoted(text: string): string {
  return /[",;|\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
