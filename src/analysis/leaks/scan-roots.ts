import { getNamedType, type GraphQLSchema, isObjectType } from 'graphql'
import { type ConnectedDatabase } from '../../platform/database/transaction'
import { type Principal } from '../../policy/principal'
import { type QueryEngine } from '../../read/engine'
import { type Searches } from '../../read/plan/plan-search'
import { type Model } from '../../read/schema/model'
import { type JsonObject } from '../ask-everything'
import { type StoredValue } from './world-change'

/** The lists of the root and the type of their rows: `invoices` → `Invoice`. */
export function rootLists(schema: GraphQLSchema): ReadonlyMap<string, string> {
  return new Map(
    queryFields(schema).flatMap(({ name, type }) => {
      const listed = /^(.+)Connection$/.exec(getNamedType(type).name)?.[1]
      return listed === undefined ? [] : [[name, listed] as const]
    }),
  )
}

/** The fields of the root that answer one row by its id, and its type: `invoice` → `Invoice`. */
export function rootRows(schema: GraphQLSchema, model: Model): ReadonlyMap<string, string> {
  return new Map(
    queryFields(schema).flatMap(({ name, type, args }) => {
      const named = getNamedType(type).name
      const byId = args.length === 1 && args[0]?.name === 'id' && model.types.has(named)
      return byId ? [[name, named] as const] : []
    }),
  )
}

/** The attributes by which a list of the root can be searched, in whole or in part; none where it cannot. */
export function searchedBy(schema: GraphQLSchema, list: string): readonly string[] {
  const field = queryFields(schema).find((one) => one.name === list)
  const searches = field?.extensions['searches'] as Searches | undefined // set by that decorator alone
  return searches === undefined ? [] : [searches.contains, searches.equals]
}

/** The attributes of a type that some list of the root searches: who sees a row may find it by these. */
export function searchedAttributes(schema: GraphQLSchema, type: string): readonly string[] {
  const known = searched.get(schema) ?? searchedByType(schema)
  searched.set(schema, known)
  return known.get(type) ?? []
}

/** WHY remembered: every change of every table asks, and a schema stays what it is. */
const searched = new WeakMap<GraphQLSchema, ReadonlyMap<string, readonly string[]>>()

function searchedByType(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const attributes = new Map<string, readonly string[]>()
  for (const [list, type] of rootLists(schema)) {
    attributes.set(type, [...(attributes.get(type) ?? []), ...searchedBy(schema, list)])
  }
  return attributes
}

/** Of an object that is no row, its plain fields, and those that lead to other objects with the type there. */
export function partsOf(
  schema: GraphQLSchema,
  typeName: string,
): { readonly plain: readonly string[]; readonly objects: ReadonlyMap<string, string> } {
  const type = schema.getType(typeName)
  const fields = isObjectType(type) ? Object.values(type.getFields()) : []
  const isObject = (field: (typeof fields)[number]): boolean => isObjectType(getNamedType(field.type))
  return {
    plain: fields.filter((one) => !isObject(one)).map((one) => one.name),
    objects: new Map(fields.filter(isObject).map((one) => [one.name, getNamedType(one.type).name])),
  }
}

function queryFields(schema: GraphQLSchema) {
  return Object.values(schema.getQueryType()?.getFields() ?? {})
}

/** An output beside operations: files at addresses of their own. */
export interface FileTarget {
  /** Addresses worth asking for; `id` names some row of a type, visible or not. */
  addresses(id: (type: string) => string): readonly string[]
  /** Everything that the address answers; undefined where this target does not serve it. */
  open(address: string, asked: RequestedFile): Promise<JsonObject | undefined>
}

interface RequestedFile {
  readonly as: Principal
  readonly now: Date
  readonly engine: QueryEngine
  /** The connection on which the changes were made. */
  readonly runner: ReturnType<ConnectedDatabase['createQueryRunner']>
}

/** The file targets, and what of the tables is a principal's own. */
export interface FileTargets {
  readonly fileTargets: readonly FileTarget[]
  /**
   * Whether a row, or one cell of it, is the principal's own by a reference: they see it as it is stored. So
   * a change of it is no hidden change.
   */
  isOwn(principal: Principal, place: OwnPlace): boolean
}

export interface OwnPlace {
  readonly table: string
  readonly row: Readonly<Record<string, StoredValue>>
  /** The cell, where one is asked about. */
  readonly column?: string
}

export const NO_FILE_TARGETS: FileTargets = { fileTargets: [], isOwn: () => false }

const GET = /^GET (\/\S*)$/

/** The text of a question that is an address, as the search writes and keeps it. */
export function addressText(address: string): string {
  return `GET ${address}`
}

/** The address that such a text asks for; undefined where it is an operation. */
export function addressIn(text: string): string | undefined {
  return GET.exec(text)?.[1]
}
