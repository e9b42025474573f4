import { stringify } from 'yaml'
import { type TableValue, type TableRows } from '../../../schema/world/world-database'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type Model } from '../../../src/read/schema/model'
import { type WrittenCase } from './small-case'

/** One condition as the only rule of its type that matters, over the same few rows. */
export function handMadeCase(
  rule: { readonly type: string; readonly when: string },
  model: Model,
): Omit<WrittenCase, 'principals'> {
  const types = [...model.types.values()].filter(({ answers }) => answers.size > 0)
  const documents = types.map(({ name, variable }): PolicyFile => {
    const when = name === rule.type ? rule.when : `${variable}.id > 1`
    const permit = { permit: 'read', fields: 'all', to: 'everyone', because: 'Asked.' }
    // WHY two: lists whose rule has alternatives are searched by them.
    const rules = [
      { id: `${variable}/asked`, ...permit, when },
      { id: `${variable}/other`, ...permit, when: `${variable}.id == 999` },
    ]
    return { path: `policies/${variable}.yaml`, text: stringify({ type: name, actions: ['act'], rules }) }
  })
  const classes = { anybody: { when: 'principal.user != null', means: 'Nobody asks for it.' } }
  return {
    files: [{ path: 'policies/principals.yaml', text: stringify({ classes }) }, ...documents],
    tables: handMadeTables,
  }
}

const handMadeTables: readonly TableRows[] = [
  rows('firms', [
    { id: 1, size: 3, parent_id: 2, postal_city: 'a' },
    { id: 2, size: 3, parent_id: null, postal_city: null },
    { id: 3, size: 3, parent_id: 1, postal_city: 'A' },
  ]),
  rows('licences', [{ id: 1 }, { id: 3 }]),
  rows('persons', [
    { id: 1, size: 1, employer_id: 1, licence_id: 1 },
    { id: 2, size: null, employer_id: 2, licence_id: 1 },
    { id: 3, size: 3, employer_id: 3, licence_id: 3 },
    { id: 4, size: 1, employer_id: null, licence_id: null },
  ]),
  rows('items', [
    { id: 1, size: 1, label: '', firm_id: 1, keeper_id: 1 },
    { id: 2, size: 3, label: null, firm_id: 1, keeper_id: 2 },
    { id: 3, size: 3, label: '2026-03-01T12:00:00.000Z', firm_id: 3, keeper_id: 1 },
    { id: 4, size: null, label: 'a', firm_id: null, keeper_id: 3 },
    { id: 5, size: 5, label: 'b\na', firm_id: 2, keeper_id: null },
    { id: 6, size: 6, label: '2026-03-01 12:00:00.000', firm_id: 3, keeper_id: 1 },
  ]),
  rows('parts', []),
  rows('loans', []),
]

/** WHY: every cell that is not told is absent. */
function rows(table: string, reported: readonly Readonly<Record<string, TableValue>>[]): TableRows {
  const columns = [...new Set(['id', ...reported.flatMap(Object.keys)])]
  return { table, columns, rows: reported.map((row) => columns.map((column) => row[column] ?? null)) }
}
