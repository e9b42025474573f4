import type { MatrixCell, MatrixLine } from './access-matrix'

/** The marks of the matrix; each is told apart without colour. */
export const MARKS = { always: '●', never: '·', when: '◐' } as const

/** What conditional cells rest on, each text once, in reading order. */
export function notesOf(lines: readonly MatrixLine[]): readonly string[] {
  const texts = lines.flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.kind === 'when' ? [cell.text] : [])),
  )
  return [...new Set(texts)]
}

export function lineText({ kind, names }: MatrixLine): string {
  switch (kind) {
    case 'row':
      return 'the row is known'
    case 'fields':
      return names.map((name) => `\`${name}\``).join(' ')
    case 'actions':
      return `may ${names.map((name) => `\`${name}\``).join(' ')}`
  }
}

export function cellText(cell: MatrixCell, notes: readonly string[]): string {
  switch (cell.kind) {
    case 'always':
      return MARKS.always
    case 'never':
      return MARKS.never
    case 'when':
      return `${MARKS.when}${notes.indexOf(cell.text) + 1}`
  }
}
