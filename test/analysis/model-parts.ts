import { type ColumnModel, type Model, type RelationModel, type TypeModel } from '../../src/read/schema/model'

/** A model of types that stand in no database, for tests that make up every row. */
export function modelOf(types: readonly TypeModel[]): Model {
  return { types: new Map(types.map((type) => [type.name, type])) }
}

/** A type with an id and these columns and relations. */
export function type(
  name: string,
  columns: readonly ColumnModel[],
  relations: readonly RelationModel[] = [],
): TypeModel {
  return {
    name,
    variable: name.toLowerCase(),
    table: name.toLowerCase(),
    isNode: true,
    fields: [],
    attributes: new Map([column('id', 'int'), ...columns].map((one) => [one.name, one])),
    relations: new Map(relations.map((one) => [one.name, one])),
    answers: new Map(),
  }
}

/** A column that always holds a value. */
export function column(name: string, kind: ColumnModel['type'], values?: readonly string[]): ColumnModel {
  const sql = (alias: string): string => `${alias}.\`${name}\``
  const words = { name, type: kind, nullable: false, derived: false, sql }
  return values === undefined ? words : { ...words, values }
}

/** A relation that this table holds the key of, and that may lead nowhere. */
export function key(name: string, target: string, near: string): RelationModel {
  return { name, target, many: false, nullable: true, owning: true, near, far: 'id' }
}

/** The rows that hold a key to this one. */
export function list(name: string, target: string, far: string): RelationModel {
  return { name, target, many: true, nullable: true, owning: false, near: 'id', far }
}

/** The one row, if any, that holds a key to this one. */
export function other(name: string, target: string, far: string): RelationModel {
  return { ...list(name, target, far), many: false }
}

/** The same column or relation, where there may be nothing, or must be something. */
export function nullable<Part extends { readonly nullable: boolean }>(part: Part, is = true): Part {
  return { ...part, nullable: is }
}
