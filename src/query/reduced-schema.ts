import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import type { GraphQLSchema } from 'graphql'
import { getNamedType } from 'graphql'
import type { ClassPolicy } from '../policy/class-policy'
import type { ConcernsExtension } from './arguments/list-arguments'
import type { Model } from './model/model'

/**
 * The schema without what principals of these classes never see: output fields, filters, orderings, totals
 * and, where no row is ever visible, the type itself with every way to it. Introspecting it tells nothing more.
 */
export function reducedSchema(schema: GraphQLSchema, model: Model, policy: ClassPolicy): GraphQLSchema {
  const seen: Seen = { model, policy }
  const reduced = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (config, field, type) =>
      visible(seen, { type, field, target: getNamedType(config.type).name }) &&
      concernsVisible(seen, config.extensions)
        ? undefined
        : null,
    [MapperKind.INPUT_OBJECT_FIELD]: (config) =>
      concernsVisible(seen, config.extensions) ? undefined : null,
    [MapperKind.ENUM_VALUE]: (config) => (concernsVisible(seen, config.extensions) ? undefined : null),
  })
  return pruneSchema(reduced)
}

interface Seen {
  readonly model: Model
  readonly policy: ClassPolicy
}

interface Place {
  readonly type: string
  readonly field: string
  readonly target: string
}

function visible(seen: Seen, { type, field, target }: Place): boolean {
  const node = target.replace(/(Connection|Edge|Totals)$/, '')
  if (seen.model.types.has(node) && !knowable(seen, node)) return false
  const owner = seen.model.types.get(type)
  if (owner === undefined) return renamedVisible(seen, type, field)
  if (field === 'id' || field === 'access') return true
  return readable(seen, type, field)
}

/** `RightsCheck.billing` is visible where `Product.payer` is. */
function renamedVisible(seen: Seen, type: string, field: string): boolean {
  for (const owner of seen.model.types.values()) {
    for (const answer of owner.answers.values()) {
      if (answer.kind !== 'same' || answer.type !== type) continue
      const original = answer.names.get(field)
      if (original !== undefined) return readable(seen, owner.name, original)
    }
  }
  return true
}

function concernsVisible(seen: Seen, extensions: unknown): boolean {
  const concerns = (extensions as Partial<ConcernsExtension> | undefined)?.concerns // generated inputs carry it
  if (concerns === undefined) return true
  const [type, field] = concerns.split('.')
  if (type === undefined || field === undefined || field === 'id') return true
  return readable(seen, type, field)
}

function readable({ policy }: Seen, type: string, field: string): boolean {
  return policy.type(type).field(field).kind !== 'never'
}

function knowable({ policy }: Seen, type: string): boolean {
  return policy.type(type).row.op !== 'false'
}
