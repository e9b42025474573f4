/** Reads RFC 4180 by its grammar, to see that what was written can be read again. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const match = /"((?:[^"]|"")*)"|[^,"\r\n]*/y
    match.lastIndex = at
    const found = match.exec(text)
    if (found === null) throw new Error(`No cell at ${at}.`)
    row.push(found[1]?.replaceAll('""', '"') ?? found[0])
    at = match.lastIndex
    if (text[at] === ',') at += 1
    else if (text.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`Neither comma nor end of line at ${at}.`)
  }
  return rows
}
