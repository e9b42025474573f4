import type { Bench } from './bench'
import type { WorldChange } from './world-change'
import type { WorldView } from './world-view'

/** A change in words: what it was done to, and why the principal may not know of it. */
export function factText({ dataSource }: Bench, view: WorldView, change: WorldChange): string {
  const entity = dataSource.entityMetadatas.find((one) => one.tableName === change.table)
  const type = entity?.name ?? change.table
  const row = `${type}:${change.id}`
  const known = view.get(type)?.has(change.id) === true
  switch (change.kind) {
    case 'cell': {
      const column = entity?.columns.find((one) => one.databaseName === change.column)
      const place = `${row}.${column?.propertyPath ?? change.column}`
      const why = known ? 'which they may not read' : 'a row they may not know'
      return `${place}, ${why}: ${valueText(change.from)} → ${valueText(change.to)}`
    }
    case 'copy':
      return `one more row like ${row}, which they may not know`
    case 'removal':
      return `${row}, which they may not know, is gone`
  }
}

function valueText(value: string | number | null): string {
  return value === null ? 'null' : JSON.stringify(value)
}
