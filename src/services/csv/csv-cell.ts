import type { Options } from 'csv-stringify'

/** What a cell holds: text of whatever origin, a number, an exact decimal of ours, or nothing. */
export type Cell = string | number | null | { readonly decimal: string }

/**
 * How cells and lines are written.
 * INVARIANT: no text from outside begins a cell that a spreadsheet would run, whichever character it takes for
 * the separator; numbers, which we write ourselves, stay numbers.
 */
export const csvOptions = {
  record_delimiter: '\r\n',
  quote_record_delimiter: true,
  quoted_match: [/[;|\t]|^\s|\s$/],
  cast: {
    string: neutralised,
    number: (value: number) => decimal(String(value)),
    // WHY: no other object is a cell.
    object: (value: object) => decimal((value as { decimal: string }).decimal),
  },
} satisfies Options

/** WHY after separators too: opened with semicolons or tabs, a cell begins in the middle of ours. */
const formulaStart = /(^|[;,|\t\r\n"])([\s\p{Cf}]*)([=+\-@＝＋－＠])/gu

function neutralised(text: string): string {
  const marked = text.replace(formulaStart, "$1$2'$3")
  // Some spreadsheets drop these in front, and run what follows.
  return /^[\t\r]/.test(marked) ? `'${marked}` : marked
}

function decimal(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`\`${text}\` is no plain number.`)
  return text
}
