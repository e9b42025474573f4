import {
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { type EntityMetadata } from 'typeorm'
import { type ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'
import { type RelationMetadata } from 'typeorm/metadata/RelationMetadata'
import { isTextKey, type TextKey, textKeyOf } from '../../platform/database/text-key'
import { quoted } from '../sql/fragment'
import { orderedOf, ownOf, referenceOf, sameOf, searchedOf, viaOf } from './annotations'
import {
  attributeOf,
  type ColumnModel,
  type ConnectionRoute,
  type FieldModel,
  type Model,
  type RelationModel,
  relationOf,
  type TypeModel,
} from './model'

/** Joins the public schema with the entities' metadata. A field that neither explains is an error at start. */
export function buildModel(schema: GraphQLSchema, entities: readonly EntityMetadata[]): Model {
  const byName = new Map(entities.map((entity) => [entity.name, entity]))
  const types = new Map<string, TypeModel>()
  const tables = new Map<string, Tables>()
  for (const entity of entities) {
    const attributes = withEnumerations(attributesOf(entity), shownAs(schema, entity))
    tables.set(entity.name, { attributes, relations: relationsOf(entity) })
  }
  for (const entity of entities) {
    const own = tables.get(entity.name)
    if (own === undefined) continue
    const shown = shownAs(schema, entity)
    const base = {
      name: entity.name,
      variable: entity.name.charAt(0).toLowerCase() + entity.name.slice(1),
      table: entity.tableName,
      isNode: shown?.getInterfaces().some((one) => one.name === 'Node') ?? false,
      attributes: own.attributes,
      relations: own.relations,
      ...listingOf(entity),
    }
    const answers = new Map<string, FieldModel>()
    if (shown !== undefined) {
      for (const field of Object.values(shown.getFields())) {
        if (field.name === 'access') continue
        answers.set(field.name, answer({ entity, field: field.name, type: field.type, byName, tables }))
      }
    }
    const fields = shown === undefined ? [] : classifiable(shown)
    types.set(entity.name, { ...base, fields, answers })
  }
  return { types }
}

interface Tables {
  readonly attributes: TypeModel['attributes']
  readonly relations: TypeModel['relations']
}

interface Asked {
  readonly entity: EntityMetadata
  readonly field: string
  readonly type: GraphQLOutputType
  readonly byName: ReadonlyMap<string, EntityMetadata>
  readonly tables: ReadonlyMap<string, Tables>
}

function listingOf({ target }: EntityMetadata): Pick<TypeModel, 'searched' | 'ordered'> {
  const [searched, ordered] = [searchedOf(target), orderedOf(target)]
  return { ...(searched.length === 0 ? {} : { searched }), ...(ordered === undefined ? {} : { ordered }) }
}

function shownAs(schema: GraphQLSchema, entity: EntityMetadata): GraphQLObjectType | undefined {
  const object = schema.getType(entity.name)
  return isObjectType(object) ? object : undefined
}

/** The values of a public enumeration, so that policies are checked against them. */
function withEnumerations(
  attributes: TypeModel['attributes'],
  shown: GraphQLObjectType | undefined,
): TypeModel['attributes'] {
  const fields = shown?.getFields() ?? {}
  return new Map(
    [...attributes].map(([name, column]) => {
      const field = fields[name]
      const named = field === undefined ? undefined : getNamedType(field.type)
      if (!isEnumType(named)) return [name, column]
      return [name, { ...column, values: named.getValues().map((one) => String(one.value)) }]
    }),
  )
}

function classifiable(object: GraphQLObjectType) {
  return Object.values(object.getFields())
    .filter((field) => field.name !== 'id' && field.name !== 'access')
    .map((field) => ({ name: field.name, nullable: !isNonNullType(field.type) }))
}

function answer(asked: Asked): FieldModel {
  const { entity, field, type, byName, tables } = asked
  const own = tables.get(entity.name)
  if (own === undefined) throw new Error(`No table for ${entity.name}`)
  const named = getNamedType(type)
  if (field === 'id') return { kind: 'id' }
  if (named.name === 'Money') {
    return {
      kind: 'money',
      column: attributeOf({ ...blank(entity), ...own }, field),
      currency: attributeOf({ ...blank(entity), ...own }, 'currency'),
    }
  }
  const renamed = sameOf(prototypeOf(entity), field)
  if (renamed !== undefined)
    return { kind: 'same', type: named.name, names: new Map(Object.entries(renamed)) }
  const part = ownOf(prototypeOf(entity), field)
  if (part !== undefined) return { kind: 'own', part }
  const referring = referenceOf(prototypeOf(entity), field)
  if (referring !== undefined) {
    const relation = relationOf({ ...blank(entity), ...own }, referring)
    return { kind: 'column', column: referenceColumn(field, relation), scale: 'plain' }
  }
  const column = own.attributes.get(field)
  if (column !== undefined && !isObjectType(named)) {
    const scale = isListType(getNullableType(type)) ? 'words' : named.name === 'Decimal' ? 'rate' : 'plain'
    return { kind: 'column', column, scale }
  }
  if (isObjectType(named) && named.name.endsWith('Connection')) {
    return { kind: 'connection', route: route(asked, own) }
  }
  const relation = own.relations.get(field)
  if (relation !== undefined && byName.has(relation.target)) {
    return isListType(getNullableType(type)) ? { kind: 'list', relation } : { kind: 'one', relation }
  }
  if (isObjectType(named)) {
    const parts = Object.keys(named.getFields()).map((part) => {
      const found = own.attributes.get(`${field}.${part}`)
      if (found === undefined) throw new Error(`Nothing stores ${entity.name}.${field}.${part}`)
      return [part, found] as const
    })
    return { kind: 'embedded', parts: new Map(parts) }
  }
  throw new Error(`Nothing stores ${entity.name}.${field}${isEnumType(named) ? ' (an enumeration)' : ''}`)
}

function route({ entity, field, tables }: Asked, own: Tables): ConnectionRoute {
  const through = viaOf(prototypeOf(entity), field)
  if (through === undefined) {
    const relation = relationOf({ ...blank(entity), ...own }, field)
    return { via: 'key', target: relation.target, far: relation.far }
  }
  const join = relationOf({ ...blank(entity), ...own }, through.relation)
  const joinTables = tables.get(join.target)
  const target: RelationModel | undefined = joinTables?.relations.get(through.target)
  const table = entity.dataSource.getMetadata(join.target).tableName
  if (target === undefined)
    throw new Error(`${entity.name}.${field}: ${join.target} has no ${through.target}`)
  return { via: 'table', target: target.target, table, parentColumn: join.far, targetColumn: target.near }
}

/** The key a relation follows, as the public id of its target. */
function referenceColumn(field: string, relation: RelationModel): ColumnModel {
  const { near, target, nullable } = relation
  const sql = (alias: string): string => {
    const key = `${alias}.${quoted(near)}`
    // WHY the CASE: to CONCAT an absent part is NULL on MariaDB and nothing at all on SQLite.
    return `(CASE WHEN ${key} IS NOT NULL THEN CONCAT('${target}:', ${key}) END)`
  }
  return { name: field, type: 'string', nullable, derived: true, sql }
}

function prototypeOf(entity: EntityMetadata): object {
  const target = entity.target
  if (typeof target !== 'function') throw new Error(`${entity.name} is not a class`)
  return target.prototype as object
}

function blank(entity: EntityMetadata): TypeModel {
  return {
    name: entity.name,
    variable: entity.name,
    table: entity.tableName,
    isNode: false,
    fields: [],
    attributes: new Map(),
    relations: new Map(),
    answers: new Map(),
  }
}

/** Every column of the entity by property path, embedded ones as `postalAddress.city`, foreign keys left out. */
function attributesOf(entity: EntityMetadata): ReadonlyMap<string, ColumnModel> {
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

/** Every declared relation of the entity, to-one and to-many, public or not. */
function relationsOf(entity: EntityMetadata): ReadonlyMap<string, RelationModel> {
  return new Map(entity.relations.map((relation) => [relation.propertyName, relationModelOf(relation)]))
}

function relationModelOf(relation: RelationMetadata): RelationModel {
  const many = relation.isOneToMany
  const owning = relation.isOwning ? relation : relation.inverseRelation
  const [join] = owning?.joinColumns ?? []
  const key = join?.referencedColumn
  if (join === undefined || key === undefined) {
    throw new Error(`${relation.entityMetadata.name}.${relation.propertyName} has no join column`)
  }
  const [near, far] = relation.isOwning
    ? [join.databaseName, key.databaseName]
    : [key.databaseName, join.databaseName]
  return {
    name: relation.propertyName,
    target: relation.inverseEntityMetadata.name,
    many,
    owning: relation.isOwning,
    nullable: !relation.isOwning || join.isNullable,
    near,
    far,
  }
}
