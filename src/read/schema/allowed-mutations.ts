import {
  GraphQLEnumType,
  type GraphQLEnumValueConfigMap,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLSchema,
  isObjectType,
} from 'graphql'
import { type AsksExtension } from './annotations'

/** A mutation, and the action of the policies that it asks for on rows of one type. */
export interface AllowedMutation {
  readonly name: string
  readonly action: string
  /** Fields without which it cannot be asked for. */
  readonly reads: readonly string[]
}

/**
 * What can be done to rows of a type, in the words of the mutations that do it; undefined where the schema does not name
 * them, and only the policies say what can be done.
 */
export function mutationsOn(schema: GraphQLSchema, type: string): readonly AllowedMutation[] | undefined {
  if (schema.getType(ALLOWED_MUTATION) === undefined) return undefined
  const known = byType.get(schema) ?? readMutations(schema)
  byType.set(schema, known)
  return known.get(type) ?? []
}

const ALLOWED_MUTATION = 'AllowedMutation'

const byType = new WeakMap<GraphQLSchema, ReadonlyMap<string, readonly AllowedMutation[]>>()

function readMutations(schema: GraphQLSchema): ReadonlyMap<string, readonly AllowedMutation[]> {
  const found = new Map<string, AllowedMutation[]>()
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { asks } = field.extensions as Partial<AsksExtension> // mutations carry it
    if (asks === undefined) continue
    const mutation = { name: field.name, action: asks.action, reads: asks.reads }
    const known = found.get(asks.type)
    if (known === undefined) found.set(asks.type, [mutation])
    else known.push(mutation)
  }
  return found
}

/**
 * Makes `Access.can` an enum of the mutations that ask for an action on a row. INVARIANT: a value stands for a mutation of the
 * same name, so an action that no mutation does is none that a page could offer.
 */
export function nameAllowedMutations(schema: GraphQLSchema): void {
  const access = schema.getType('Access')
  const can = isObjectType(access) ? access.getFields()['can'] : undefined
  if (can === undefined) return
  const values: GraphQLEnumValueConfigMap = {}
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { asks } = field.extensions as Partial<AsksExtension> // mutations carry it
    if (asks === undefined) continue
    values[field.name] = {
      description: `\`${field.name}\` may be asked for on this object.`,
      extensions: { asks } satisfies AsksExtension,
    }
  }
  if (Object.keys(values).length === 0) return
  const allowed = new GraphQLEnumType({
    name: ALLOWED_MUTATION,
    description: 'A mutation that is about one object, by its own name.',
    values,
  })
  can.type = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(allowed)))
}

/** `access` of a row, as it was answered. */
export interface AnsweredAccess {
  readonly can: readonly string[]
  readonly readable: ReadonlySet<string>
}

/** The actions of the policies that `Access.can` shows. */
export interface AnsweredActions {
  readonly actions: ReadonlySet<string>
  /** Actions that no answer shows: no mutation asks for them, or only one that must also read what is withheld here. */
  readonly unreported: ReadonlySet<string>
}

/** Reads `Access.can` of a row back into the actions of its type. */
export function answeredActions(
  schema: GraphQLSchema,
  { type, actions }: { readonly type: string; readonly actions: readonly string[] },
  { can, readable }: AnsweredAccess,
): AnsweredActions {
  const mutations = mutationsOn(schema, type)
  if (mutations === undefined) return { actions: new Set(can), unreported: new Set() }
  const reported = mutations.filter(({ name }) => can.includes(name)).map(({ action }) => action)
  const open = mutations.filter(({ reads }) => reads.every((field) => readable.has(field)))
  const asked = new Set([...reported, ...open.map(({ action }) => action)])
  return { actions: new Set(reported), unreported: new Set(actions.filter((action) => !asked.has(action))) }
}
