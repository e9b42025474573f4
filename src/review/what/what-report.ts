import type { Report } from '../report/report'
import type { SeenRows } from './what-is-seen'

/** All that somebody sees, as a report: rows of which the same is seen in one line. */
export function whatReport(
  title: string,
  seen: readonly SeenRows[],
  /** Every public field of a type. */
  fieldsOf: (type: string) => readonly string[],
): Report {
  const rows = seen.reduce((sum, { ids }) => sum + ids.length, 0)
  const cells = seen.reduce((sum, { ids, fields }) => sum + ids.length * fields.length, 0)
  const types = [...new Set(seen.map(({ type }) => type))]
  return {
    title,
    summary: [`${rows} rows of ${types.length} types, ${cells} cells.`],
    sections: types.map((type) => ({
      heading: type,
      table: {
        columns: ['Rows', 'Ids', 'Fields', 'Actions'],
        rows: seen
          .filter((one) => one.type === type)
          .map(({ ids, fields, actions }) => [
            String(ids.length),
            idsText(ids),
            fieldsText(fields, fieldsOf(type)),
            actions.join(', '),
          ]),
      },
    })),
    findings: [],
    passed: true,
    data: seen,
  }
}

function idsText(ids: readonly number[]): string {
  const SHOWN = 12
  const more = ids.length - SHOWN
  return `${ids.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function fieldsText(fields: readonly string[], all: readonly string[]): string {
  if (fields.length === 0) return 'known, no more'
  if (fields.length === all.length) return 'all'
  const without = all.filter((field) => !fields.includes(field))
  return without.length < fields.length / 3 ? `all but ${without.join(', ')}` : fields.join(', ')
}
