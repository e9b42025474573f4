import type { Finding, Report, Section } from '../report/report'
import type { AccessMatrix, SituationMatrix, TypeMatrix } from './access-matrix'
import { matrixPage } from './matrix-page'
import { cellText, lineText, MARKS, notesOf } from './matrix-words'

/** Who sees what, as a report: a section for each type and situation, fields with the same cells in one line. */
export function matrixReport(matrix: AccessMatrix): Report {
  const { principals, types, unsettled } = matrix
  const findings = types.flatMap((type) => neverSeen(type))
  const legend = [
    `${MARKS.always} always: proved for every world. ${MARKS.never} never: proved for every world. ${MARKS.when} only when what the note of that number says; there \`visible(x)\` means: where x, of which the row is part, is seen with it.`,
    ...(unsettled === 0
      ? []
      : [`${unsettled} cells are told as conditional because neither answer could be proved.`]),
  ]
  return {
    title: 'Who sees what',
    summary: legend,
    sections: [
      {
        heading: 'Who asks',
        table: {
          columns: ['Column', 'Means'],
          rows: principals.map(({ name, means }) => [name, means]),
        },
      },
      ...types.flatMap(({ type, situations }) =>
        situations.map((situation) => sectionOf(type, situation, matrix)),
      ),
    ],
    findings,
    passed: true,
    data: { principals: principals.map(({ name, means }) => ({ name, means })), types, unsettled },
    page: matrixPage(matrix, legend),
  }
}

function sectionOf(type: string, { situation, lines }: SituationMatrix, matrix: AccessMatrix): Section {
  const notes = notesOf(lines)
  return {
    heading: situation === null ? type : `${type}: ${situation}`,
    table: {
      columns: ['', ...matrix.principals.map(({ name }) => name)],
      rows: lines.map((line) => [lineText(line), ...line.cells.map((cell) => cellText(cell, notes))]),
    },
    notes: notes.map((text, index) => `${MARKS.when}${index + 1}: \`${text}\``),
  }
}

/** Fields and actions that none of the principals ever has, in whatever situation: perhaps meant, perhaps forgotten. */
function neverSeen({ type, situations }: TypeMatrix): readonly Finding[] {
  const had = new Set<string>()
  const all = new Set<string>()
  for (const { kind, names, cells } of situations.flatMap(({ lines }) => lines)) {
    for (const name of names) {
      const key = kind === 'actions' ? `may ${name}` : name
      all.add(key)
      if (cells.some((cell) => cell.kind !== 'never')) had.add(key)
    }
  }
  return [...all]
    .filter((key) => !had.has(key))
    .map((key) => ({
      kind: 'never-for-anybody',
      level: 'note',
      message: `\`${type}\`: \`${key}\` is never for any of these principals.`,
    }))
}
