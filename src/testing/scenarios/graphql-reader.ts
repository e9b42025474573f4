import { type Database } from '../../read/read-context'
import { type FactSource } from '../../read/read-facts'
import { type Model, relationOf, typeOf } from '../../read/schema/model'
import { quoted } from '../../read/sql/fragment'
import { type OwnerEdge, type QuestionTexts } from './question-texts'
import {
  type Answered,
  type Ask,
  listAt,
  objectAt,
  type Reader,
  type Reply,
  type Seen,
  type SeenRow,
  type Subject,
} from './run-scenarios'

interface GraphqlReaderOptions {
  readonly name: string
  readonly ask: Ask
  readonly texts: QuestionTexts
  /** By which a part without an id is known. */
  readonly facts: FactSource
  readonly subjects: readonly Subject[]
}

/**
 * Asks for every field of every row that exists and of every list, and sees which answer. By id and by list
 * must agree; so must `access { readable }` and the cells themselves.
 */
export function graphqlReader(options: GraphqlReaderOptions): Reader {
  const subjects = new Map(options.subjects.map((subject) => [subject.type, subject]))
  return {
    name: options.name,
    read: async (persona, type) => {
      const asker = { ...options, persona, subjects }
      if (!options.texts.isNode(type)) return readParts(asker, type)
      const byId = await readByIds(asker, type)
      const listed = await readList(asker, type)
      if (listed !== null) refuseDifference(byId, listed, `${persona} reading ${type}`)
      return inActions(asker, type, byId)
    },
  }
}

/** `access { can }` names mutations; policies name actions. */
function inActions({ texts, subjects }: Asker, type: string, seen: Seen): Seen {
  const actions = subjects.get(type)?.actions ?? []
  return new Map(
    [...seen].map(([id, row]): [string, SeenRow] => {
      if (row.actions === null) return [id, row]
      const reported = texts.reported({ type, actions }, { can: [...row.actions], readable: row.fields })
      return [
        id,
        {
          ...row,
          actions: reported.actions,
          ...(reported.unreported.size === 0 ? {} : { unreported: reported.unreported }),
        },
      ]
    }),
  )
}

interface Asker extends Omit<GraphqlReaderOptions, 'subjects'> {
  readonly persona: string
  readonly subjects: ReadonlyMap<string, Subject>
}

async function readByIds(asker: Asker, type: string): Promise<Seen> {
  const seen = new Map<string, SeenRow>()
  for (const ids of inHundreds(asker.subjects.get(type)?.rows ?? [])) {
    const reply = await answered(asker, asker.texts.byIds(type), { ids })
    listAt(reply.data?.['nodes']).forEach((node, index) => {
      const row = objectAt(node)
      if (row !== null) seen.set(String(row['id']), seenOf(row, { reply, at: ['nodes', index] }))
    })
  }
  return seen
}

async function readList(asker: Asker, type: string): Promise<Seen | null> {
  const list = asker.texts.list(type)
  if (list === null) return null
  const seen = new Map<string, SeenRow>()
  let after: unknown = null
  for (;;) {
    const reply = await answered(asker, list.text, { after })
    const page = objectAt(reply.data?.[list.field])
    listAt(page?.['nodes']).forEach((node, index) => {
      const row = objectAt(node)
      if (row !== null) seen.set(String(row['id']), seenOf(row, { reply, at: [list.field, 'nodes', index] }))
    })
    const info = objectAt(page?.['pageInfo'])
    after = info?.['endCursor']
    if (info?.['hasNextPage'] === true) continue
    if (page?.['totalCount'] === seen.size) return seen
    throw new Error(`${list.field} lists ${seen.size} rows and counts ${String(page?.['totalCount'])}.`)
  }
}

/** Parts are reached through every field of their owners that leads to them. */
async function readParts(asker: Asker, type: string): Promise<Seen> {
  const seen = new Map<string, SeenRow>()
  for (const edge of asker.texts.owners(type)) {
    const parts = await partFacts(asker.facts, type, edge)
    for (const ids of inHundreds(asker.subjects.get(edge.owner)?.rows ?? [])) {
      const reply = await answered(asker, asker.texts.parts(type, edge), { ids })
      listAt(reply.data?.['nodes']).forEach((node, index) => {
        const owner = objectAt(node)
        if (owner === null) return
        const place = { reply, at: ['nodes', index, edge.field] }
        for (const [id, row] of partsOf(owner, { edge, parts, place })) seen.set(id, row)
      })
    }
  }
  return seen
}

interface Behind {
  readonly edge: OwnerEdge
  readonly parts: ReadonlyMap<string, readonly PartFacts[]>
  readonly place: PlaceInReply
}

/** Recognises parts by their texts, in the order of their ids; a part without an owner is an error. */
function* partsOf(owner: Answered, { edge, parts, place }: Behind): Generator<[string, SeenRow]> {
  const value = owner[edge.field]
  const found = edge.many ? listAt(value) : [value]
  const candidates = [...(parts.get(String(owner['id'])) ?? [])]
  for (const [index, one] of found.entries()) {
    const row = objectAt(one)
    if (row === null) continue
    const at = edge.many ? [...place.at, index] : place.at
    const position = candidates.findIndex((part) => couldBe(row, part))
    const [part] = position < 0 ? [] : candidates.splice(0, position + 1).slice(-1)
    if (part === undefined)
      throw new Error(`${String(owner['id'])} shows in ${edge.field} what it does not have.`)
    yield [part.id, seenOf(row, { ...place, at })]
  }
}

function couldBe(row: Answered, { texts }: PartFacts): boolean {
  return [...texts].every(([field, text]) => row[field] === null || row[field] === text)
}

interface PlaceInReply {
  readonly reply: Reply
  readonly at: readonly (string | number)[]
}

/** INVARIANT: a cell is readable exactly where no error stands at its path, and what is withheld is null. */
function seenOf(row: Answered, { reply, at }: PlaceInReply): SeenRow {
  const names = Object.keys(row).filter((name) => name !== 'id' && name !== 'access' && name !== '__typename')
  const fields = names.filter((name) => {
    const path = [...at, name].join('/')
    const withheld = reply.errors.some(
      (error) => error.code === 'FIELD_FORBIDDEN' && error.path.join('/') === path,
    )
    if (withheld && row[name] !== null) throw new Error(`${path} is withheld and has a value.`)
    return !withheld
  })
  const access = objectAt(row['access'])
  if (access === null) return { fields: new Set(fields), actions: null }
  const reported = listAt(access['readable']).map(String)
  const claimed = reported.filter((name) => name !== 'id')
  if (
    !reported.includes('id') ||
    claimed.length !== fields.length ||
    fields.some((name) => !claimed.includes(name))
  ) {
    throw new Error(
      `access of ${String(row['id'])} names ${claimed.join(' ')}, yet ${fields.join(' ')} answer.`,
    )
  }
  return { fields: new Set(fields), actions: new Set(listAt(access['can']).map(String)) }
}

/** @throws for any error but a withheld cell: nothing else is expected of these questions. */
async function answered(
  asker: Asker,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const reply = await asker.ask({ persona: asker.persona, document, variables })
  const other = reply.errors.find((error) => error.code !== 'FIELD_FORBIDDEN')
  if (other !== undefined || reply.data === null) {
    throw new Error(`${asker.persona} got no answer: ${other?.message ?? 'no data'}`)
  }
  return reply
}

function refuseDifference(byId: Seen, listed: Seen, where: string): void {
  const text = (seen: Seen): string => {
    const rows = [...seen].map(([id, { fields, actions }]) => [
      id,
      [...fields].sort(),
      [...(actions ?? [])].sort(),
    ])
    return JSON.stringify(rows.sort((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1)))
  }
  if (text(byId) !== text(listed))
    throw new Error(`${where}: the list and the look-up by id answer differently.`)
}

function inHundreds(ids: readonly string[]): readonly (readonly string[])[] {
  const hundreds = Math.ceil(ids.length / 100)
  return Array.from({ length: hundreds }, (_, index) => ids.slice(index * 100, index * 100 + 100))
}

/** A row without an id of its own in the schema, and what it is recognised by. */
interface PartFacts {
  /** `InvoiceLine:4` */
  readonly id: string
  /** The values of its plain texts, by field. */
  readonly texts: ReadonlyMap<string, string | null>
}

/** The rows behind an edge, by the id of the owner, in the order of their ids: straight from the tables. */
async function partFacts(
  source: { readonly database: Database; readonly model: Model },
  type: string,
  { owner, field }: OwnerEdge,
): Promise<ReadonlyMap<string, readonly PartFacts[]>> {
  const [part, whole] = [typeOf(source.model, type), typeOf(source.model, owner)]
  const relation = relationOf(whole, field)
  const texts = [...part.answers].flatMap(([name, answer]) =>
    answer.kind === 'column' && answer.scale === 'plain' && answer.column.type === 'string'
      ? [{ name, column: answer.column }]
      : [],
  )
  const columns = texts.map(({ column }, index) => `, ${column.sql('p')} AS c${index}`).join('')
  const rows = await source.database.query(
    `SELECT o.id AS owner, p.id AS part${columns} FROM ${quoted(whole.table)} o
     JOIN ${quoted(part.table)} p ON p.${quoted(relation.far)} = o.${quoted(relation.near)} ORDER BY o.id, p.id`,
    [],
  )
  const parts = new Map<string, PartFacts[]>()
  for (const row of rows) {
    const key = `${owner}:${String(row['owner'])}`
    const values = texts.map(({ name }, index) => [name, textOrNull(row[`c${index}`])] as const)
    const known = parts.get(key) ?? []
    parts.set(key, [...known, { id: `${type}:${String(row['part'])}`, texts: new Map(values) }])
  }
  return parts
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
