import 'reflect-metadata'
import {
  Column,
  type ColumnOptions,
  type DataSource,
  type EntityMetadata,
  type EntitySubscriberInterface,
  EventSubscriber,
  type InsertEvent,
  type UpdateEvent,
} from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'
import { foldedKey } from './fold-text'

/**
 * Texts that people look for have a key beside them: folded once, in one way, when they are written, so that filters,
 * searches and orderings compare the same bytes on every database.
 *
 * A key of a short text is at most 255 characters long. WHY: MariaDB sorts by the first 1,024 bytes only
 * (`max_sort_length`), so a longer key would be sorted by less than a cursor compares.
 */
const MOST_CHARACTERS = 255
const KEYS = 'mandate:text keys'

/** Property of the text → property of its key, as the class declares them. */
type Keys = Readonly<Record<string, string>>

/** A text column with a key: `@Searchable(text(200)) name` is kept in `name`, its key in `name_key`. */
export function Searchable(options: ColumnOptions): PropertyDecorator {
  return (prototype, property) => {
    const name = String(property)
    const key = `${name}Key`
    Column(options)(prototype, name)
    Column(keyColumn(options))(prototype, key)
    Reflect.defineMetadata(KEYS, { ...keysOf(prototype), [name]: key }, prototype)
  }
}

/** A text that is read from another row, with the key kept there: `(alias) => 'SELECT u.name_key FROM …'`. */
export function SearchableBy(query: (alias: string) => string): PropertyDecorator {
  return (prototype, property) => Reflect.defineMetadata(KEYS, query, prototype, property)
}

/** Whether a row may be ordered by this key: it holds the whole of what a cursor compares. */
export interface TextKey {
  readonly sql: (alias: string) => string
  readonly sortable: boolean
}

/** The key of a text column, if it has one. */
export function textKeyOf(column: ColumnMetadata): TextKey | undefined {
  const prototype = prototypeOf(column.entityMetadata)
  if (column.isVirtualProperty) {
    // Only the decorator above writes this.
    const query = Reflect.getMetadata(KEYS, prototype, column.propertyName) as
      ((alias: string) => string) | undefined
    return query === undefined ? undefined : { sql: (alias) => `(${query(alias)})`, sortable: true }
  }
  const key = keyColumnOf(column)
  if (key === undefined) return undefined
  return { sql: (alias) => `${alias}.\`${key.databaseName}\``, sortable: key.type === 'varchar' }
}

/** The column that holds the key of this one. */
export function keyColumnOf(column: ColumnMetadata): ColumnMetadata | undefined {
  const { entityMetadata: entity, propertyPath } = column
  const key = keysOf(prototypeOf(entity))[propertyPath]
  return key === undefined ? undefined : entity.findColumnWithPropertyName(key)
}

/** Whether the column holds the key of another one: it says nothing of its own. */
export function isTextKey(column: ColumnMetadata): boolean {
  return Object.values(keysOf(prototypeOf(column.entityMetadata))).includes(column.propertyPath)
}

/** What is stored as the key of `text` in this key column. */
export function textKey(key: ColumnMetadata, text: string | null): string | null {
  return text === null ? null : foldedKey(text, key.type === 'varchar' ? MOST_CHARACTERS : null)
}

/** Every text with its key, as the tables name them. */
export function keyedColumnsOf(
  entity: EntityMetadata,
): readonly { readonly column: ColumnMetadata; readonly key: ColumnMetadata }[] {
  return entity.columns.flatMap((column) => {
    const key = keyColumnOf(column)
    return key === undefined ? [] : [{ column, key }]
  })
}

/** What built SQL writes for a text: its column, and the column of its key if it has one. */
export function columnsOfText(
  dataSource: DataSource,
  { table, column }: { readonly table: string; readonly column: string },
  text: string,
): readonly { readonly column: string; readonly value: string | null }[] {
  const entity = dataSource.entityMetadatas.find(({ tableName }) => tableName === table)
  if (entity === undefined) throw new Error(`There is no table ${table}`)
  const keyed = keyedColumnsOf(entity).find((one) => one.column.databaseName === column)
  const own = { column, value: text }
  return keyed === undefined
    ? [own]
    : [own, { column: keyed.key.databaseName, value: textKey(keyed.key, text) }]
}

/** Writes the key with the text, whatever way TypeORM is asked to write it. Built SQL calls `textKey` itself. */
@EventSubscriber()
export class KeepTextKeys implements EntitySubscriberInterface<object> {
  beforeInsert({ entity, metadata }: InsertEvent<object>): void {
    keep(entity, metadata)
  }

  beforeUpdate({ entity, metadata }: UpdateEvent<object>): void {
    keep(entity, metadata)
  }
}

function keep(entity: object | undefined, metadata: EntityMetadata): void {
  if (entity === undefined) return
  for (const { column, key } of keyedColumnsOf(metadata)) {
    if (!(column.propertyName in entity)) continue
    // What is written is partial, and its keys are those of the entity.
    const values = entity as Record<string, unknown>
    const text = values[column.propertyName]
    if (text === undefined) continue
    values[key.propertyName] = textKey(key, typeof text === 'string' ? text : null)
  }
}

function keyColumn({ type, length }: ColumnOptions): ColumnOptions {
  const short = type === 'varchar' && Number(length) <= MOST_CHARACTERS
  const kind: ColumnOptions = short ? { type: 'varchar', length: MOST_CHARACTERS } : { type: 'text' }
  return { ...kind, nullable: true, select: false }
}

function keysOf(prototype: object): Keys {
  return (Reflect.getMetadata(KEYS, prototype) as Keys | undefined) ?? {} // only `Searchable` writes this
}

function prototypeOf(entity: EntityMetadata): object {
  if (typeof entity.target !== 'function') throw new Error(`${entity.name} is not a class`)
  return entity.target.prototype as object
}
