import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields'
import { getArgumentValues } from 'graphql/execution/values'
import { type BoundPolicy } from '../../policy/compile/class-policy'
import { neededPaths } from '../../policy/condition-paths'
import { decidingRule, type Question } from '../../policy/evaluate/decide'
import { parseGlobalId } from '../../read/cursor'
import { type fragmentsOf } from '../../read/plan/plan-operation'
import { factLoaders, type FactSource } from '../../read/read-facts'
import { typeOf } from '../../read/schema/model'
import { type AnsweredError } from '../ask-everything'

/** What stays the same while one answer is walked. */
interface Walk {
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
interface ObjectPlace {
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
    return [reported(at, 'redacted', await reasonAt(walk, at))]
  }
  if (value === null || value === undefined) return [reported(at, 'null', await reasonOfNull(walk, at))]
  if (Array.isArray(value)) return walkList(walk, at, value)
  if (typeof value === 'object') {
    // JSON: what is an object and no list is keyed by text.
    return walkAnswer(walk, objectPlace(walk, at, value as AnsweredObject))
  }
  return [{ ...reported(at, 'value', await reasonAt(walk, at)), value }]
}

async function walkList(
  walk: Walk,
  at: FieldPlace,
  values: readonly unknown[],
): Promise<readonly PathOutcome[]> {
  if (values.length === 0) {
    const sentence = 'the list is empty: there is no row here that may be known and meets it'
    return [reported({ ...at, path: [...at.path, '*'] }, 'absent', { sentence })]
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

function reported(at: FieldPlace, kind: OutcomeKind, { sentence, rule }: Reason): PathOutcome {
  const coordinate = `${at.parent.typeName}.${at.name}`
  return { path: at.path, coordinate, kind, why: sentence, ...(rule === undefined ? {} : { rule }) }
}

/** The response key under which the id of a row stands; no caller's document uses it. */
const ROW_ID = 'rowIdForTheReview'

/** The same document, asking for the id of every row that has one as well. */
export function withRowIds(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const info = new TypeInfo(schema)
  return visit<DocumentNode>(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: (node: SelectionSetNode) => {
        const type = info.getParentType()
        const fields = isObjectType(type) || isAbstractType(type) ? schema.getType(type.name) : undefined
        if (fields === undefined || !('getFields' in fields) || !('id' in fields.getFields()))
          return undefined
        return {
          ...node,
          selections: [
            ...node.selections,
            {
              kind: Kind.FIELD as const,
              alias: { kind: Kind.NAME as const, value: ROW_ID },
              name: { kind: Kind.NAME as const, value: 'id' },
            },
          ],
        }
      },
    }),
  )
}

export type OutcomeKind = 'value' | 'null' | 'redacted' | 'error' | 'absent'

/** What one path of an answer is, and why. */
export interface PathOutcome {
  /** `invoices.nodes.0.net`; at the end `*` stands for the rows that an empty list does not have. */
  readonly path: readonly (string | number)[]
  /** `Invoice.net` */
  readonly coordinate: string
  readonly kind: OutcomeKind
  /** What is shown; undefined for objects, whose parts follow. */
  readonly value?: unknown
  readonly why: string
  readonly rule?: string
}

export function failureAt(path: PathOutcome['path'], message: string): PathOutcome {
  return { path, coordinate: '', kind: 'error', why: message }
}

/** Why a path is answered as it is. */
interface Reason {
  readonly sentence: string
  /** The rule that decided; absent where none did. */
  readonly rule?: string
}

interface Reasons {
  /** Why a field of a row may be read or not; without a field: the row itself. */
  ofCell(row: RowPlace, field?: string): Promise<Reason>
  /** Why an edge of a row leads to nothing that is shown. */
  ofEmptyEdge(row: RowPlace, field: string): Promise<Reason>
  /** Why nothing is shown for an id. */
  ofId(id: string): Promise<Reason>
}

/** A row by its type and key; of a part without an id only the type is known. */
interface RowPlace {
  readonly type: string
  readonly key: number | undefined
}

/** INVARIANT: read from the compiled rules that answered, on facts that no policy hides: for reviewers only. */
export function reasonsFor(bound: BoundPolicy, source: FactSource): Reasons {
  const factsOf = factLoaders(source, (type) => {
    const conditions = [
      ...bound.set.rules.filter((rule) => rule.type === type).map((rule) => rule.condition),
      ...bound.classPolicy.rules.filter((rule) => rule.subject === type).map((rule) => rule.conditions),
    ]
    return { type, paths: neededPaths(conditions) }
  })
  const targetsOf = factLoaders(source, (edge) => {
    const [type = '', relation = ''] = edge.split('.')
    const target = { attributes: new Set(['id']), relations: new Map<string, never>() }
    return { type, paths: { attributes: new Set<string>(), relations: new Map([[relation, target]]) } }
  })
  const ofCell: Reasons['ofCell'] = async ({ type, key }, field) => {
    const question: Question = { action: 'read', type, ...(field === undefined ? {} : { field }) }
    if (field !== undefined && field !== 'id' && bound.classPolicy.type(type).field(field).kind === 'never') {
      return { sentence: `never for your classes (${bound.classPolicy.classes.join(', ') || 'none'})` }
    }
    if (key === undefined) return { sentence: 'by the rules of what it is part of' }
    const row = await factsOf(type).load(key)
    if (row === null) return { sentence: 'there is no such row' }
    const deciding = decidingRule(bound, question, row)
    const origin: unknown = deciding?.origin
    const id = typeof origin === 'object' && origin !== null && 'id' in origin ? String(origin.id) : undefined
    const rule = bound.set.rules.find((one) => one.id === id)
    if (rule !== undefined) return { sentence: rule.because, rule: rule.id }
    if (deciding !== null) return { sentence: 'The scopes of the token do not cover it.' }
    return { sentence: 'no rule that permits it to this principal holds for this row' }
  }
  return {
    ofCell,
    ofEmptyEdge: async ({ type, key }, field) => {
      const answer = typeOf(source.model, type).answers.get(field)
      if (answer?.kind !== 'one' || key === undefined) return { sentence: 'nothing is there' }
      const row = await targetsOf(`${type}.${answer.relation.name}`).load(key)
      const target = row?.[answer.relation.name]
      if (typeof target !== 'object' || target === null || !('id' in target)) {
        return { sentence: 'nothing is there' }
      }
      return hiddenRow(await ofCell({ type: answer.relation.target, key: Number(target.id) }))
    },
    ofId: async (id) => {
      const parsed = parseGlobalId(id)
      if (parsed === undefined || !source.model.types.has(parsed.type)) return { sentence: 'this is no id' }
      const reason = await ofCell(parsed)
      return reason.sentence === 'there is no such row' ? reason : hiddenRow(reason)
    },
  }
}

function hiddenRow({ sentence, rule }: Reason): Reason {
  return rule === undefined
    ? { sentence: `the row is hidden: ${sentence}` }
    : { sentence: `the row is hidden by ${rule}: ${sentence}`, rule }
}
