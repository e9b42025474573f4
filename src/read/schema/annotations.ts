import { type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql'
import 'reflect-metadata'

const SAME_KEY = 'mandate:same'

/** For each field of a grouping object, the field of the row it is another name for. */
type SameFields = Readonly<Record<string, string>>

/** Declares an object without a table of its own: each of its fields is another name for a field of this row. */
export function Same(fields: SameFields): PropertyDecorator {
  return (prototype, property) => Reflect.defineMetadata(SAME_KEY, fields, prototype, property)
}

/** The names declared on a property, if it has any. */
export function sameOf(prototype: object, property: string): SameFields | undefined {
  return Reflect.getMetadata(SAME_KEY, prototype, property) as SameFields | undefined // only the decorator above writes this key
}

const VIA_KEY = 'mandate:via'

/** A to-many field that reaches its target through a join entity: `relation` of this row, then `target` of that one. */
interface ViaPath {
  readonly relation: string
  readonly target: string
}

/** Declares a connection over the `target` of the rows of `relation`: `@Via('grants', 'product')`. */
export function Via(relation: string, target: string): PropertyDecorator {
  const path: ViaPath = { relation, target }
  return (prototype, property) => Reflect.defineMetadata(VIA_KEY, path, prototype, property)
}

/** The path declared on a property, if it has one. */
export function viaOf(prototype: object, property: string): ViaPath | undefined {
  return Reflect.getMetadata(VIA_KEY, prototype, property) as ViaPath | undefined // only the decorator above writes this key
}

const OWN_KEY = 'mandate:own'

/** The parts of a principal that a row can be. */
export type OwnPart = 'session'

/** Declares a field that says whether this row is the principal's own: `@Own('session')`. No column stores it. */
export function Own(part: OwnPart): PropertyDecorator {
  return (prototype, property) => Reflect.defineMetadata(OWN_KEY, part, prototype, property)
}

/** The part declared on a property, if it has one. */
export function ownOf(prototype: object, property: string): OwnPart | undefined {
  return Reflect.getMetadata(OWN_KEY, prototype, property) as OwnPart | undefined // only the decorator above writes this key
}

const SEARCHED_KEY = 'mandate:searched'

/**
 * Declares where the `search` of this type's lists looks: fields, or fields behind relations, `user.name`. A reader's search
 * looks only through what that reader may see.
 */
export function Searched(paths: readonly string[]): ClassDecorator {
  return (target) => Reflect.defineMetadata(SEARCHED_KEY, paths, target)
}

/** The paths declared on an entity; none where its lists have no `search`. */
export function searchedOf(entity: unknown): readonly string[] {
  if (typeof entity !== 'function') return []
  return (Reflect.getMetadata(SEARCHED_KEY, entity) as readonly string[] | undefined) ?? [] // only the decorator above writes this key
}

const ORDERED_KEY = 'mandate:ordered'

/**
 * Declares the column by which lists of this type are ordered where nothing is asked. INVARIANT: no row that anybody sees has
 * none; rows without one are left out of pages after the first.
 */
export function Ordered(column: string): ClassDecorator {
  return (target) => Reflect.defineMetadata(ORDERED_KEY, column, target)
}

/** The column declared on an entity; by default lists are ordered by the id. */
export function orderedOf(entity: unknown): string | undefined {
  if (typeof entity !== 'function') return undefined
  return Reflect.getMetadata(ORDERED_KEY, entity) as string | undefined // only the decorator above writes this key
}

/** What a mutation asks of the policies before it does anything: an action on its target, and fields it must be able to read. */
export interface AsksExtension {
  readonly asks: {
    readonly type: string
    readonly action: string
    readonly reads: readonly string[]
  }
}

/**
 * Declared with a mutation, or a query of our own, so that it is left out of the schema of those who can never do it:
 * `@Extensions(asks('Product', 'update', 'autoRenew'))`.
 */
export function asks(type: string, action: string, ...reads: readonly string[]): Record<string, unknown> {
  return { asks: { type, action, reads } } satisfies AsksExtension
}

const REFERENCE_KEY = 'mandate:reference'

/**
 * Declares a field that is the public id at the end of a to-one relation: `@Reference('organisation')`. It shows
 * the id alone, also of a hidden row. The field's own policy decides whether it may be read.
 */
export function Reference(relation: string): PropertyDecorator {
  return (prototype, property) => Reflect.defineMetadata(REFERENCE_KEY, relation, prototype, property)
}

/** The relation declared on a property, if it has one. */
export function referenceOf(prototype: object, property: string): string | undefined {
  return Reflect.getMetadata(REFERENCE_KEY, prototype, property) as string | undefined // only the decorator above writes this key
}

/**
 * The one resolver of plain fields, synchronous. Planned answers are keyed by response key, payloads of
 * mutations by field name. A function stands for what depends on the place: a withheld cell, or a payload's read.
 */
export const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, ...[, , info]) => {
  if (typeof source !== 'object' || source === null) return undefined
  const answers = source as Readonly<Record<string, unknown>> // graphql-js hands on what resolvers returned
  const key = String(info.path.key)
  const value = Object.hasOwn(answers, key) ? answers[key] : answers[info.fieldName]
  return typeof value === 'function' ? (value as (info: GraphQLResolveInfo) => unknown)(info) : value
}
