import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import type { GraphQLSchema } from 'graphql'
import { getNamedType } from 'graphql'
import type { ClassPolicy } from '../policy/class-policy'
import type { ConcernsExtension } from './arguments/list-arguments'
import type { AsksExtension } from './asks'
import type { Model } from './model/model'
import { redactionReason } from './redactions'

/**
 * The schema without what principals of these classes never see or do: output fields, filters, orderings, totals,
 * mutations and, where no row is ever visible, the type itself with every way to it. Introspecting it tells nothing
 * more.
 */
export function reducedSchema(schema: GraphQLSchema, model: Model, policy: ClassPolicy): GraphQLSchema {
  const seen: Seen = { model, policy }
  const reduced = mapSchema(schema, {
    // WHY: pruning keeps whatever implements an interface that is still asked for, here Node.
    [MapperKind.OBJECT_TYPE]: (type) => (isUnknowable(seen, type.name) ? null : undefined),
    [MapperKind.OBJECT_FIELD]: (config, field, type) =>
      visible(seen, { type, field, target: getNamedType(config.type).name }) &&
      concernsVisible(seen, config.extensions) &&
      everPermitted(seen, config.extensions)
        ? undefined
        : null,
    [MapperKind.INPUT_OBJECT_FIELD]: (config) =>
      concernsVisible(seen, config.extensions) ? undefined : null,
    [MapperKind.ENUM_VALUE]: (config) =>
      concernsVisible(seen, config.extensions) && everPermitted(seen, config.extensions) ? undefined : null,
  })
  return pruneSchema(reduced, { skipPruning: ({ name }) => name === redactionReason.name })
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
  if (isUnknowable(seen, target.replace(/(Connection|Edge|Totals)$/, ''))) return false
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
  const target = targetOf(seen, type, field)
  return readable(seen, type, field) && (target === undefined || !isUnknowable(seen, target))
}

/** Whether principals of these classes can do this at all, to whatever row. */
function everPermitted({ policy }: Seen, extensions: unknown): boolean {
  const { asks } = (extensions ?? {}) as Partial<AsksExtension> // mutations carry it
  if (asks === undefined) return true
  const type = policy.type(asks.type)
  return (
    type.action(asks.action).op !== 'false' && asks.reads.every((field) => type.field(field).kind !== 'never')
  )
}

/** The type at the far end of a relation. */
function targetOf({ model }: Seen, type: string, field: string): string | undefined {
  const answer = model.types.get(type)?.answers.get(field)
  switch (answer?.kind) {
    case 'one':
    case 'list':
      return answer.relation.target
    case 'connection':
      return answer.route.target
    case 'id':
    case 'column':
    case 'money':
    case 'embedded':
    case 'same':
    case 'own':
    case undefined:
      return undefined
  }
}

function readable({ policy }: Seen, type: string, field: string): boolean {
  return policy.type(type).field(field).kind !== 'never'
}

/** A type of which no row can ever be visible. */
function isUnknowable({ model, policy }: Seen, type: string): boolean {
  return (model.types.get(type)?.answers.size ?? 0) > 0 && policy.type(type).row.op === 'false'
}
