import { type TextKey } from '../../platform/database/text-key'
import {
  type AttributeWords,
  type FieldWords,
  type RelationWords,
  type TypeWords,
  type Vocabulary,
} from '../../policy/vocabulary'
import { type OwnPart } from './annotations'

/** What exists, as the planner sees it: the public schema joined with the tables behind it. */
export interface Model extends Vocabulary {
  readonly types: ReadonlyMap<string, TypeModel>
}

export interface TypeModel extends TypeWords {
  readonly name: string
  readonly variable: string
  readonly table: string
  /** Whether `node(id)` may answer it. */
  readonly isNode: boolean
  readonly fields: readonly FieldWords[]
  readonly attributes: ReadonlyMap<string, ColumnModel>
  readonly relations: ReadonlyMap<string, RelationModel>
  /** Where the `search` of its lists looks, as paths of fields; none where they have no `search`. */
  readonly searched?: readonly string[]
  /** By which column its lists are ordered where nothing is asked; by default the id. */
  readonly ordered?: string
  /** How each public field is answered, `id` included, `access` left out. */
  readonly answers: ReadonlyMap<string, FieldModel>
}

/** A stored or derived column: `sql(alias)` reads it from a row of that alias. */
export interface ColumnModel extends AttributeWords {
  readonly sql: (alias: string) => string
  /** Derived by a sub-select: right as an output, expensive as a condition. */
  readonly derived: boolean
  /** Stored, and computed by the database from other columns of the row: nobody writes it. */
  readonly computed?: true
  /** The folded text beside it, which filters and orderings compare; none for codes, which are compared as they are. */
  readonly key?: TextKey
  /** Too long to order rows by: more than what fits into a cursor, and more than MariaDB sorts by. */
  readonly tooLongToSort?: true
}

/** A foreign key, seen from either side. `near` is a column of this table, `far` of the target's. */
export interface RelationModel extends RelationWords {
  /** Whether this table holds the key: then a key that is there leads to a row that is there. */
  readonly owning: boolean
  readonly near: string
  readonly far: string
}

export type FieldModel =
  | { readonly kind: 'id' }
  /** `words`: a list of words, stored as one text with spaces between them. Neither filtered nor ordered by. */
  | { readonly kind: 'column'; readonly column: ColumnModel; readonly scale: 'plain' | 'rate' | 'words' }
  | { readonly kind: 'money'; readonly column: ColumnModel; readonly currency: ColumnModel }
  | { readonly kind: 'embedded'; readonly parts: ReadonlyMap<string, ColumnModel> }
  | { readonly kind: 'one'; readonly relation: RelationModel }
  | { readonly kind: 'list'; readonly relation: RelationModel }
  | { readonly kind: 'connection'; readonly route: ConnectionRoute }
  /** Whether the row is the principal's own. */
  | { readonly kind: 'own'; readonly part: OwnPart }
  /** An object that gives other names to fields of the same row. */
  | { readonly kind: 'same'; readonly type: string; readonly names: ReadonlyMap<string, string> }

/** How a list is reached: directly by a foreign key of the target, or through the rows of a join table. */
export type ConnectionRoute =
  | { readonly via: 'key'; readonly target: string; readonly far: string }
  | {
      readonly via: 'table'
      readonly target: string
      readonly table: string
      /** Column of the join table that names the parent. */
      readonly parentColumn: string
      /** Column of the join table that names the target. */
      readonly targetColumn: string
    }

/** The type, or an internal error: names in a plan come from the model itself. */
export function typeOf(model: Model, name: string): TypeModel {
  const type = model.types.get(name)
  if (type === undefined) throw new Error(`The model has no type ${name}`)
  return type
}

export function answerOf(type: TypeModel, field: string): FieldModel {
  const answer = type.answers.get(field)
  if (answer === undefined) throw new Error(`The model has no field ${type.name}.${field}`)
  return answer
}

export function attributeOf(type: TypeModel, name: string): ColumnModel {
  const column = type.attributes.get(name)
  if (column === undefined) throw new Error(`The model has no attribute ${type.name}.${name}`)
  return column
}

export function relationOf(type: TypeModel, name: string): RelationModel {
  const relation = type.relations.get(name)
  if (relation === undefined) throw new Error(`The model has no relation ${type.name}.${name}`)
  return relation
}

/** Whether rows may be ordered by this field. */
export function isSortable(answer: FieldModel): boolean {
  switch (answer.kind) {
    case 'id':
    case 'money':
      return true
    case 'column':
      return answer.scale !== 'words' && answer.column.tooLongToSort !== true
    default:
      return false
  }
}
