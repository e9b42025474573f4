import { type FieldNode, getNamedType, type GraphQLSchema, isObjectType } from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields'
import { getArgumentValues } from 'graphql/execution/values'
import { parseGlobalId } from '../../query/global-id'
import type { fragmentsOf } from '../../query/plan/operation-plan'
import type { AnsweredError } from '../ask/whole-answer'
import { failureAt, type OutcomeKind, type PathOutcome } from './path-outcome'
import type { Reason, Reasons, RowPlace } from './reason-of'
import { ROW_ID } from './with-row-ids'

/** What stays the same while one answer is walked. */
export interface Walk {
  readonly schema: GraphQLSchema
  readonly fragments: ReturnType<typeof fragmentsOf>
  readonly values: Readonly<Record<string, unknown>>
  /** By path, its steps joined by dots. */
  readonly errors: ReadonlyMap<string, AnsweredError>
  readonly reasons: Reasons
  /** The types that policies decide. */
  readonly rowTypes: ReadonlySet<string>
}

/** An object of the answer, and the fields that were asked of it. */
export interface ObjectPlace {
  readonly typeName: string
  readonly fields: ReadonlyMap<string, readonly FieldNode[]>
  readonly object: AnsweredObject
  readonly path: PathOutcome['path']
  /** The row that the object is, or is a part of: then by which of its fields. */
  readonly row: (RowPlace & { readonly field?: string }) | undefined
}

type AnsweredObject = Readonly<Record<string, unknown>>

interface FieldPlace {
  readonly parent: ObjectPlace
  readonly nodes: readonly FieldNode[]
  readonly name: string
  readonly path: PathOutcome['path']
}

/** Walks an answer along the document that it answers: every path with what stands there. */
export async function walkAnswer(walk: Walk, place: ObjectPlace): Promise<readonly PathOutcome[]> {
  const parts = await Promise.all(
    [...place.fields].map(([key, nodes]) => {
      const name = nodes[0]?.name.value ?? key
      return walkField(walk, { parent: place, nodes, name, path: [...place.path, key] }, place.object[key])
    }),
  )
  return parts.flat()
}

async function walkField(walk: Walk, at: FieldPlace, value: unknown): Promise<readonly PathOutcome[]> {
  const error = walk.errors.get(at.path.join('.'))
  if (error !== undefined) {
    if (error.extensions?.['code'] !== 'FIELD_FORBIDDEN') return [failureAt(at.path, error.message)]
    return [told(at, 'redacted', await reasonAt(walk, at))]
  }
  if (value === null || value === undefined) return [told(at, 'null', await reasonOfNull(walk, at))]
  if (Array.isArray(value)) return walkList(walk, at, value)
  if (typeof value === 'object') {
    // JSON: what is an object and no list is keyed by text.
    return walkAnswer(walk, objectPlace(walk, at, value as AnsweredObject))
  }
  return [{ ...told(at, 'value', await reasonAt(walk, at)), value }]
}

async function walkList(
  walk: Walk,
  at: FieldPlace,
  values: readonly unknown[],
): Promise<readonly PathOutcome[]> {
  if (values.length === 0) {
    const sentence = 'the list is empty: there is no row here that may be known and meets it'
    return [told({ ...at, path: [...at.path, '*'] }, 'absent', { sentence })]
  }
  const parts = await Promise.all(
    values.map((one, index) => walkField(walk, { ...at, path: [...at.path, index] }, one)),
  )
  return parts.flat()
}

function objectPlace(walk: Walk, at: FieldPlace, object: AnsweredObject): ObjectPlace {
  const { schema, fragments, values, rowTypes } = walk
  const id = object[ROW_ID]
  const row = typeof id === 'string' ? parseGlobalId(id) : undefined
  const declared = typeNameAt(schema, at)
  const type = schema.getType(isObjectType(schema.getType(declared)) ? declared : (row?.type ?? declared))
  if (!isObjectType(type)) throw new Error(`The answer does not say what ${at.name} is.`)
  const fields = collectSubfields(schema, fragments, values, type, at.nodes)
  const place = { typeName: type.name, fields, object, path: at.path }
  if (rowTypes.has(type.name)) return { ...place, row: { type: type.name, key: row?.key } }
  // An amount, an address or a list belongs to the row that holds it.
  const holder = at.parent.row
  return { ...place, row: holder === undefined ? undefined : { ...holder, field: holder.field ?? at.name } }
}

async function reasonAt({ reasons }: Walk, { parent, name }: FieldPlace): Promise<Reason> {
  const { row } = parent
  if (row === undefined) return { sentence: 'part of every answer' }
  if (name === '__typename' || name === 'access') return reasons.ofCell(row)
  return reasons.ofCell(row, row.field ?? name)
}

async function reasonOfNull(walk: Walk, at: FieldPlace): Promise<Reason> {
  const { parent, name } = at
  if (parent.row !== undefined && walk.rowTypes.has(typeNameAt(walk.schema, at))) {
    return walk.reasons.ofEmptyEdge(parent.row, name)
  }
  const id = parent.row === undefined ? idAskedFor(walk, at) : undefined
  if (id !== undefined) return walk.reasons.ofId(id)
  const { rule } = await reasonAt(walk, at)
  return { sentence: 'may be read, and is empty', ...(rule === undefined ? {} : { rule }) }
}

/** The id by which a field of the root looked for a row. */
function idAskedFor({ schema, values }: Walk, at: FieldPlace): string | undefined {
  const definition = fieldAt(schema, at)
  const [node] = at.nodes
  if (definition === undefined || node === undefined) return undefined
  const given = getArgumentValues(definition, node, values)
  const last = at.path.at(-1)
  const { id, ids } = given
  const wanted: unknown = typeof last === 'number' && Array.isArray(ids) ? ids[last] : id
  return typeof wanted === 'string' ? wanted : undefined
}

function typeNameAt(schema: GraphQLSchema, at: FieldPlace): string {
  const field = fieldAt(schema, at)
  return field === undefined ? '' : getNamedType(field.type).name
}

function fieldAt(schema: GraphQLSchema, { parent, name }: FieldPlace) {
  const type = schema.getType(parent.typeName)
  return isObjectType(type) ? type.getFields()[name] : undefined
}

function told(at: FieldPlace, kind: OutcomeKind, { sentence, rule }: Reason): PathOutcome {
  const coordinate = `${at.parent.typeName}.${at.name}`
  return { path: at.path, coordinate, kind, why: sentence, ...(rule === undefined ? {} : { rule }) }
}
