import { pipeline, Readable } from 'node:stream'
import { type Options, stringify } from 'csv-stringify'

/** The rows: a query's cursor, or a list. */
type Rows = AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>

/**
 * A CSV file as a stream of UTF-8. Rows are read from the source only as fast as the reader takes them, so that
 * memory does not grow with their number. When the reader leaves, the source is closed (`return` of its iterator).
 */
export function csvStream(header: readonly string[], rows: Rows, form: CsvForm = COMMAS): Readable {
  return Readable.from(written(header, rows, form), { objectMode: false })
}

/** What a spreadsheet takes for the end of a cell, and for the decimal sign of a number. */
export interface CsvForm {
  readonly separator: ',' | ';' | '\t'
  readonly decimal: '.' | ','
}

const COMMAS: CsvForm = { separator: ',', decimal: '.' }

/** WHY a generator: the source is not opened before somebody reads, and gathered lines are passed on together. */
async function* written(header: readonly string[], rows: Rows, form: CsvForm): AsyncGenerator<Buffer> {
  const lines = stringify({
    ...csvOptions,
    ...formOptions(form),
    // WHY a byte order mark: without it, spreadsheets read UTF-8 in another encoding.
    bom: true,
    header: true,
    columns: [...header],
    // WHY: a line with one empty cell would be an empty line, which readers do not take for a row.
    quoted_empty: header.length === 1,
  })
  // A failure of the source ends the lines with the same error, and a reader that leaves closes the source.
  pipeline(Readable.from(fitting(rows, header.length)), lines, () => undefined)
  for await (const chunk of lines) yield chunk as Buffer // nothing sets an encoding
}

/** WHY: a row of another length would shift its cells under headers that are not theirs. */
async function* fitting(rows: Rows, width: number): AsyncGenerator<readonly CsvValue[]> {
  for await (const row of rows) {
    if (row.length !== width) throw new Error(`A row has ${row.length} cells, but the header has ${width}.`)
    yield row
  }
}

/** The value of a cell: text of any origin, a number, an exact decimal of ours, or nothing. */
export type CsvValue = string | number | null | { readonly decimal: string }

/**
 * How cells and lines are written.
 * INVARIANT: no text from outside begins a cell that a spreadsheet would run as a formula, whichever character it takes for
 * the separator. Numbers, which we write ourselves, stay numbers.
 */
export const csvOptions = {
  record_delimiter: '\r\n',
  quote_record_delimiter: true,
  quoted_match: [/[;|\t]|^\s|\s$/],
  cast: {
    string: neutralised,
    number: (value: number) => decimal(String(value)),
    // WHY: no other object may be a cell.
    object: (value: object) => decimal((value as { decimal: string }).decimal),
  },
} satisfies Options

/** WHY after separators too: if a spreadsheet separates by semicolons or tabs, a cell begins in the middle of ours. */
const formulaStart = /(^|[;,|\t\r\n"])([\s\p{Cf}]*)([=+\-@＝＋－＠])/gu

function neutralised(text: string): string {
  const marked = text.replace(formulaStart, "$1$2'$3")
  // Some spreadsheets drop these characters at the start, and run what follows as a formula.
  return /^[\t\r]/.test(marked) ? `'${marked}` : marked
}

/** WHY quotes: a decimal comma in a file that is separated by commas is no separator. */
function formOptions({ separator, decimal: sign }: CsvForm): Options {
  const written = (text: string): string => decimal(text).replace('.', sign)
  return {
    delimiter: separator,
    cast: {
      string: neutralised,
      number: (value: number) => written(String(value)),
      // WHY: no other object may be a cell.
      object: (value: object) => written((value as { decimal: string }).decimal),
    },
  }
}

function decimal(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`\`${text}\` is no plain number.`)
  return text
}
