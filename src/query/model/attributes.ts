import type { EntityMetadata } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'
import { isTextKey, type TextKey, textKeyOf } from '../../data/text-key'
import { quoted } from '../sql/quoted'
import type { ColumnModel } from './model'

/** Every column of the entity by property path, embedded ones as `postalAddress.city`, foreign keys left out. */
export function attributesOf(entity: EntityMetadata): ReadonlyMap<string, ColumnModel> {
  const columns = entity.columns.filter(
    (column) => !isTextKey(column) && (column.isPrimary || column.referencedColumn === undefined),
  )
  return new Map(columns.map((column) => [column.propertyPath, columnModelOf(column)]))
}

function columnModelOf(column: ColumnMetadata): ColumnModel {
  const query = column.isVirtualProperty ? column.query : undefined
  const values = column.enum?.map(String)
  const key = textKeyOf(column)
  return {
    name: column.propertyPath,
    type: typeOfColumn(column),
    nullable: column.isNullable || query !== undefined,
    derived: query !== undefined,
    ...(key === undefined ? {} : { key }),
    ...(isSortable(column, key) ? {} : { tooLongToSort: true as const }),
    ...(column.generatedType === undefined ? {} : { computed: true as const }),
    sql: (alias) => (query === undefined ? `${alias}.${quoted(column.databaseName)}` : `(${query(alias)})`),
    ...(values === undefined ? {} : { values }),
  }
}

/**
 * INVARIANT: what is sorted by is at most 255 characters long, so that every database sorts by all of it. A derived text
 * is either searchable or made of ids.
 */
function isSortable(column: ColumnMetadata, key: TextKey | undefined): boolean {
  if (key !== undefined) return key.sortable
  if (column.isVirtualProperty || typeOfColumn(column) !== 'string') return true
  return column.type === 'varchar' && Number(column.length) <= LONGEST_CODE
}

const LONGEST_CODE = 255

function typeOfColumn(column: ColumnMetadata): ColumnModel['type'] {
  const type = typeof column.type === 'function' ? column.type.name.toLowerCase() : column.type
  switch (type) {
    case 'int':
    case 'integer':
    case 'bigint':
    case 'smallint':
    case 'tinyint':
    case 'number':
      return 'int'
    case 'varchar':
    case 'char':
    case 'text':
    case 'string':
      return 'string'
    case 'boolean':
    case 'bool':
      return 'bool'
    case 'date':
      return 'date'
    case 'datetime':
    case 'timestamp':
      return 'timestamp'
    default:
      throw new Error(`${column.entityMetadata.name}.${column.propertyPath}: no meaning for type ${type}`)
  }
}
