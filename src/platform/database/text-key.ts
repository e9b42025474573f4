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
import { type ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'

/**
 * Texts that people search for have a key column: the text folded when it is written, so that filters, searches and
 * orderings compare the same bytes on every database.
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

/** A text that is read from another row, with the key stored there: `(alias) => 'SELECT u.name_key FROM …'`. */
export function SearchableBy(query: (alias: string) => string): PropertyDecorator {
  return (prototype, property) => Reflect.defineMetadata(KEYS, query, prototype, property)
}

/** Whether rows may be ordered by this key: it holds everything that a cursor compares. */
export interface TextKey {
  readonly sql: (alias: string) => string
  readonly sortable: boolean
}

/** The key of a text column, if it has one. */
export function textKeyOf(column: ColumnMetadata): TextKey | undefined {
  const prototype = prototypeOf(column.entityMetadata)
  if (column.isVirtualProperty) {
    // Only the decorator above writes this metadata.
    const query = Reflect.getMetadata(KEYS, prototype, column.propertyName) as
      ((alias: string) => string) | undefined
    return query === undefined ? undefined : { sql: (alias) => `(${query(alias)})`, sortable: true }
  }
  const key = keyColumnOf(column)
  if (key === undefined) return undefined
  return { sql: (alias) => `${alias}.\`${key.databaseName}\``, sortable: key.type === 'varchar' }
}

/** The column that holds the key of this one. */
function keyColumnOf(column: ColumnMetadata): ColumnMetadata | undefined {
  const { entityMetadata: entity, propertyPath } = column
  const key = keysOf(prototypeOf(entity))[propertyPath]
  return key === undefined ? undefined : entity.findColumnWithPropertyName(key)
}

/** Whether the column is only the key of another one. */
export function isTextKey(column: ColumnMetadata): boolean {
  return Object.values(keysOf(prototypeOf(column.entityMetadata))).includes(column.propertyPath)
}

/** The key of `text` in this key column. */
export function textKey(key: ColumnMetadata, text: string | null): string | null {
  return text === null ? null : foldedKey(text, key.type === 'varchar' ? MOST_CHARACTERS : null)
}

/** Every text column with its key column. */
export function keyedColumnsOf(
  entity: EntityMetadata,
): readonly { readonly column: ColumnMetadata; readonly key: ColumnMetadata }[] {
  return entity.columns.flatMap((column) => {
    const key = keyColumnOf(column)
    return key === undefined ? [] : [{ column, key }]
  })
}

/** The assignments of a text in built SQL: its column, and the column of its key if it has one. */
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

/** Writes the key with the text, however TypeORM is asked to write it. Built SQL calls `textKey` itself. */
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
    // The written object is partial, and its keys are those of the entity.
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

/**
 * A text in the form for searching: without case, accents, invisible characters and doubled spaces, in one Unicode form.
 * `Lakeside  HÔTEL` and `lakeside hotel` are one. [Unicode 16, section 3.13: default caseless matching]
 */
export function foldText(text: string): string {
  const letters = text.replace(/\s/gu, ' ').normalize('NFD').replace(ACCENTS, '').replace(INVISIBLE, '')
  // WHY upper case first: it unifies what lower case keeps apart (ß and ss, ſ and s, final and other sigma).
  const folded = letters.toUpperCase().toLowerCase().replaceAll('ς', 'σ').replace(STROKED, plain)
  return folded.normalize('NFD').replace(ACCENTS, '').normalize('NFC').replace(/ +/gu, ' ')
}

/**
 * The stored key of a text, for searching and sorting.
 * @param most how many characters it may have; null: unlimited
 */
export function foldedKey(text: string, most: number | null): string {
  const folded = foldText(text).trim()
  return most === null ? folded : Array.from(folded).slice(0, most).join('')
}

/**
 * Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic.
 * WHY not every mark: those of Indic scripts, Thai and kana are letters of their own to their readers.
 */
const ACCENTS =
  /[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/gu

/** Characters without width or meaning for a search, and code points that are no characters. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]/gu

/** Letters that Unicode treats as separate letters, but people search for as accented ones. */
const STROKED = /[æœøđðħłŧþı]/gu

function plain(letter: string): string {
  return PLAIN[letter] ?? letter
}

const PLAIN: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  ŧ: 't',
  þ: 'th',
  ı: 'i',
}
