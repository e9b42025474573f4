/** What a cell holds: text of whatever origin, a number, an exact decimal of ours, or nothing. */
export type Cell = string | number | null | { readonly decimal: string }

/**
 * One cell, as it stands in the file.
 * INVARIANT: no text from outside begins a cell that a spreadsheet would run, whichever character it takes for
 * the separator; numbers, which we write ourselves, stay numbers.
 */
export function csvCell(cell: Cell): string {
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
