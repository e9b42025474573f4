import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import {
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
} from 'graphql'
import { type ClassPolicy } from '../../policy/compile/class-policy'
import { workOf } from '../price-list'
import { redactionReason } from '../redactions'
import { nameAllowedMutations } from './allowed-mutations'
import { type AsksExtension } from './annotations'
import { type ConcernsExtension, withListArguments } from './list-arguments'
import { type Model } from './model'

/** The schema as it is served: the declared one, with list arguments and totals, answered by planned reads. */
export function publicSchema(declared: GraphQLSchema, model: Model): GraphQLSchema {
  nameAllowedMutations(declared)
  const schema = withListArguments(declared, model)
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  for (const type of Object.values(schema.getTypeMap())) {
    if (
      !isObjectType(type) ||
      isIntrospectionType(type) ||
      roots.includes(type) ||
      type.name.endsWith('Payload')
    )
      continue
    // WHY: the resolvers that type-graphql makes read by field name, planned answers are keyed by response key.
    for (const field of Object.values(type.getFields())) delete field.resolve
  }
  refuseUnpriced(schema, model)
  return schema
}

/**
 * INVARIANT: whatever can be asked for has a price before it is done: a mutation, and a query that no plan answers, must
 * declare its work.
 */
function refuseUnpriced(schema: GraphQLSchema, model: Model): void {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {})
  const elsewhere = queries.filter((field) => !isPlanned(field, model))
  const names = [...mutations, ...elsewhere].filter((field) => workOf(field.extensions) === undefined)
  if (names.length === 0) return
  const listed = names.map(({ name }) => `\`${name}\``).join(', ')
  throw new Error(
    `These fields declare no work: ${listed}. Add \`@Extensions(work({ … }))\`; see src/read/price-list.ts.`,
  )
}

/** Whether the engine plans it, and so charges what it reads. */
function isPlanned({ type, args }: GraphQLField<unknown, unknown>, model: Model): boolean {
  const { name } = getNamedType(type)
  if (name === 'Viewer' || name === 'Node') return true
  if (model.types.has(name.replace(/Connection$/, '')) && name.endsWith('Connection')) return true
  return model.types.has(name) && args.some((argument) => argument.name === 'id')
}

/**
 * The schema without what principals of these classes never see or do: output fields, filters, orderings, totals,
 * mutations and, where no row is ever visible, the type itself with every way to it. Introspection shows
 * nothing more.
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

const CONCRETE_TYPE = Symbol('concrete type')

/** Marks an answer with its type. WHY: a symbol, since any text could be a response key of the caller's. */
export function ofConcreteType<T extends object>(answer: T, type: string): T {
  return Object.assign(answer, { [CONCRETE_TYPE]: type })
}

/** Which type an answer of `node` is, for the executor. */
export function concreteTypeOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const type: unknown = Reflect.get(answer, CONCRETE_TYPE)
  return typeof type === 'string' ? type : undefined
}
