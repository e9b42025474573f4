import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type FieldDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  parse,
  print,
  printSchema,
} from 'graphql'
import { type DataSource, type EntityMetadata } from 'typeorm'
import { dataSourceFor } from '../../ormconfig'
import { declaredSchema } from '../../schema/declared'
import { errorCatalogue } from '../../src/http/error-catalogue'
import { ownOf, referenceOf, sameOf, viaOf } from '../../src/read/schema/annotations'

let schema: GraphQLSchema
let database: DataSource

beforeAll(async () => {
  schema = declaredSchema()
  database = await dataSourceFor('sqlite::memory:').initialize()
})

afterAll(() => database.destroy())

test('every public name that callers rely on is there, with its type and arguments', () => {
  const core = namesIn(readFileSync(join(__dirname, 'core-names.graphql'), 'utf8'))
  const given = new Set(namesIn(printSchema(schema)))
  expect(core.length).toBeGreaterThan(180)
  expect(core.filter((name) => !given.has(name))).toEqual([])
})

test('a field of an entity may be withheld, so it is nullable; `id` and `access` are not', () => {
  const rigid = entityTypes().flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => isNonNullType(field.type))
      .map((field) => field.name),
  )
  expect([...new Set(rigid)].sort()).toEqual(['access', 'id'])
})

test('every field of an entity is a column, a relation, or declared with @Via, @Same, @Own or @Reference', () => {
  const lost = entityTypes().flatMap((type) => {
    const entity = entityOf(type)
    return Object.keys(type.getFields())
      .filter((field) => field !== 'access' && !isStored(entity, field) && !isDeclared(entity, field))
      .map((field) => `${type.name}.${field}`)
  })
  expect(lost).toEqual([])
})

test('amounts are integers in minor units beside a currency', () => {
  const amounts = entityTypes().flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => String(field.type) === 'Money')
      .map((field) => ({ entity: entityOf(type), property: field.name })),
  )
  expect(amounts.length).toBeGreaterThan(12)
  for (const { entity, property } of amounts) {
    expect(entity.findColumnWithPropertyName(property)?.type).toBe('bigint')
    expect(entity.findColumnWithPropertyName('currency')).toBeDefined()
  }
})

test('every type, field and value says what it is for in one sentence', () => {
  const silent = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => {
      const parts = isEnumType(type)
        ? type.getValues()
        : isObjectType(type)
          ? Object.values(type.getFields())
          : []
      const roots = ['Query', 'Mutation'].includes(type.name)
      return [...(roots ? [] : [type]), ...parts]
        .filter(
          ({ description }) =>
            description === null || description === undefined || !/[.?]$/.test(description),
        )
        .map((part) => `${type.name}.${part.name}`)
    })
  expect(silent).toEqual([])
})

test('an error code says in the schema what it says in the catalogue', () => {
  const type = schema.getType('ErrorCode')
  const values = isEnumType(type) ? type.getValues() : []
  const sentences = Object.entries(errorCatalogue).map(([name, { sentence }]) => [name, sentence])
  expect(values.map(({ name, description }) => [name, description])).toEqual(sentences)
})

/** `Type`, `Type.VALUE` and `Type.field(argument: Type): Type` of everything a document defines. */
function namesIn(text: string): readonly string[] {
  return parse(text).definitions.flatMap((definition) => {
    switch (definition.kind) {
      case Kind.SCALAR_TYPE_DEFINITION:
        return [definition.name.value]
      case Kind.ENUM_TYPE_DEFINITION:
        return (definition.values ?? []).map((value) => `${definition.name.value}.${value.name.value}`)
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        return (definition.fields ?? []).map((field) => `${definition.name.value}.${signature(field)}`)
      default:
        return []
    }
  })
}

function signature({ name, arguments: given, type }: FieldDefinitionNode): string {
  const inputs = (given ?? []).map((argument) => `${argument.name.value}: ${print(argument.type)}`)
  return `${name.value}(${inputs.join(', ')}): ${print(type)}`
}

function entityTypes(): readonly GraphQLObjectType[] {
  const names = new Set(database.entityMetadatas.map(({ name }) => name))
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && names.has(type.name),
  )
}

function entityOf(type: GraphQLObjectType): EntityMetadata {
  const entity = database.entityMetadatas.find(({ name }) => name === type.name)
  if (entity === undefined) throw new Error(`There is no entity ${type.name}.`)
  return entity
}

function isStored(entity: EntityMetadata, field: string): boolean {
  return [
    entity.findColumnWithPropertyName(field),
    entity.findRelationWithPropertyPath(field),
    entity.findEmbeddedWithPropertyPath(field),
  ].some((found) => found !== undefined)
}

function isDeclared(entity: EntityMetadata, field: string): boolean {
  const prototype: object = entity.inheritanceTree[0]?.prototype
  if (ownOf(prototype, field) !== undefined) return true
  const same = sameOf(prototype, field)
  if (same !== undefined) return Object.values(same).every((name) => isStored(entity, name))
  const reference = referenceOf(prototype, field)
  if (reference !== undefined) return entity.findRelationWithPropertyPath(reference)?.isOwning === true
  const via = viaOf(prototype, field)
  if (via === undefined) return false
  const step = entity.findRelationWithPropertyPath(via.relation)
  return step?.inverseEntityMetadata.findRelationWithPropertyPath(via.target) !== undefined
}
