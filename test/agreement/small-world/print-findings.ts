import { type Comparison } from './compare-readers'

const SHOWN = 3

/** What differs, in full: the policies, the principal, the rows, the field and every answer. */
export function printFindings({ found, files, tables }: Comparison): string {
  const reported = found.slice(0, SHOWN).map(({ principal, differences, strayed }) => {
    const lines = differences.slice(0, SHOWN).map(({ type, id, of, answers }) => {
      return `  ${type}:${id}, ${of}: ${JSON.stringify(answers)}`
    })
    return [
      `As ${JSON.stringify(principal)}`,
      ...lines,
      ...strayed.slice(0, SHOWN).map((one) => `  ${one}`),
    ].join('\n')
  })
  const rows = tables.flatMap(({ table, columns, rows: all }) => {
    return all.map((row) => {
      const there = columns.flatMap((column, index) =>
        row[index] === null ? [] : [`${column} ${JSON.stringify(row[index])}`],
      )
      return `  ${table}: ${there.join(', ')}`
    })
  })
  const policies = files.map(({ text }) => text.replace(/^.*(because|means): Generated\.\n/gm, ''))
  return ['The readers differ.', ...reported, 'Rows:', ...rows, 'Policies:', policies.join('---\n')].join(
    '\n',
  )
}
