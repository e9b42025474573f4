import { type Model, type RelationModel, type TypeModel, typeOf } from '../../query/model/model'
import { quoted } from '../../query/sql/quoted'

/** Whether the key of the relation is the id of the row itself: a Partner has the id of its Organisation. */
export function sharesId(type: TypeModel, relation: RelationModel): boolean {
  const id = type.attributes.get('id')
  return relation.owning && id?.sql('row') === `row.${quoted(relation.near)}`
}

/** The owning relations of a type that its rows say themselves. */
export function keysOf(type: TypeModel): readonly RelationModel[] {
  return [...type.relations.values()].filter((relation) => relation.owning && !sharesId(type, relation))
}

/** The other side of a relation that does not hold the key: where the target's rows say it. */
export function owningSide(model: Model, type: TypeModel, relation: RelationModel): RelationModel {
  const found = [...typeOf(model, relation.target).relations.values()].find(
    (other) => other.owning && other.target === type.name && other.near === relation.far,
  )
  if (found === undefined)
    throw new Error(`${relation.target} has no relation behind ${type.name}.${relation.name}`)
  return found
}
