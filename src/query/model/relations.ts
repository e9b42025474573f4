import type { EntityMetadata } from 'typeorm'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata'
import type { RelationModel } from './model'

/** Every declared relation of the entity, to-one and to-many, public or not. */
export function relationsOf(entity: EntityMetadata): ReadonlyMap<string, RelationModel> {
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
