import type { DataSource, EntityMetadata } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'
import { describeColumn, type Shapes, tableShape, type TableShape } from './table-shape'

/** The tables as the entities declare them. */
export function entityShapes(dataSource: DataSource): Shapes {
  return Object.fromEntries(dataSource.entityMetadatas.map((entity) => [entity.tableName, shapeOf(entity)]))
}

function shapeOf(entity: EntityMetadata): TableShape {
  const unique = [...entity.uniques, ...entity.indices.filter((index) => index.isUnique)]
  return tableShape({
    columns: entity.columns.filter((column) => !column.isVirtualProperty).map(describe),
    primaryKey: names(entity.primaryColumns),
    uniques: unique.map(({ columns }) => names(columns)),
    indexes: entity.indices
      .filter((index) => !index.isUnique)
      .map(({ name, columns }) => `${name} (${names(columns)})`),
    foreignKeys: entity.foreignKeys.map(
      ({ columns, referencedTablePath, referencedColumns }) =>
        `${names(columns)} → ${referencedTablePath} (${names(referencedColumns)})`,
    ),
  })
}

function describe(column: ColumnMetadata): string {
  return describeColumn({
    name: column.databaseName,
    type: typeOf(column),
    nullable: column.isNullable,
    generated: column.generatedType !== undefined,
  })
}

function typeOf(column: ColumnMetadata): string {
  // A join column has the type of what it points at; a counted key is declared by the JavaScript type.
  const type = column.type === Number ? 'int' : String(column.type)
  if (type === 'varchar') return `varchar(${column.length})`
  return type === 'datetime' ? `datetime(${column.precision ?? 0})` : type
}

function names(columns: readonly ColumnMetadata[]): string {
  return columns.map((column) => column.databaseName).join(', ')
}
