import DataLoader from 'dataloader'
import { type BoundPolicy } from '../policy/compile/class-policy'
import { type PathTree } from '../policy/condition-paths'
import { type Row } from '../policy/evaluate/match'
import { instantOf } from './execute/reading'
import { type Database, type SqlRow, type SqlValue } from './read-context'
import { type ColumnModel, type Model, type TypeModel, typeOf } from './schema/model'
import { conditionSql } from './sql/condition-sql'
import { integers, joined, parametersOf, quoted, raw, sql } from './sql/fragment'

/** What to load, and from where. No policy applies: only `decide` and `explain` may see what this returns. */
export interface FactSource {
  readonly database: Database
  readonly model: Model
}

interface WantedFacts {
  readonly type: string
  readonly paths: PathTree
}

/**
 * Loads rows with just the attributes and relations that conditions use, as nested objects. Keyed by id;
 * a row that does not exist is not in the map.
 */
export async function readFacts(
  source: FactSource,
  wanted: WantedFacts,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Row>> {
  const type = typeOf(source.model, wanted.type)
  const rows = await load(source, { type, far: 'id', paths: wanted.paths }, ids)
  return new Map(rows.map(({ row }) => [Number(row['id']), row]))
}

interface Wanted {
  readonly type: TypeModel
  readonly far: string
  readonly paths: PathTree
}

interface Loaded {
  readonly link: number
  readonly row: Record<string, unknown>
}

async function load(
  source: FactSource,
  { type, far, paths }: Wanted,
  keys: readonly number[],
): Promise<Loaded[]> {
  if (keys.length === 0) return []
  const columns = [...type.attributes.values()].filter(
    (column) => column.name === 'id' || isNeeded(column.name, paths),
  )
  const relations = [...paths.relations].flatMap(([name, inner]) => {
    const relation = type.relations.get(name)
    // An embedded value is a step of a path, too; its parts are columns of this table.
    return relation === undefined ? [] : [{ relation, inner }]
  })
  const text = joined(
    [
      raw(`t.${quoted(far)} AS link`),
      ...columns.map((column, index) => raw(`${column.sql('t')} AS c${index}`)),
      ...relations.map(({ relation }, index) => raw(`t.${quoted(relation.near)} AS r${index}`)),
    ],
    ', ',
  )
  const table = raw(quoted(type.table))
  const statement = sql`SELECT ${text} FROM ${table} t WHERE ${raw(`t.${quoted(far)}`)} IN (${integers(keys)}) ORDER BY t.id`
  const found = await source.database.query(statement.text, [])
  const loaded = found.map((record) => ({
    link: Number(record['link']),
    record,
    row: attributesOf(columns, record),
  }))
  for (const [index, { relation, inner }] of relations.entries()) {
    const nearOf = (record: SqlRow): number | null => numberOf(record[`r${index}`])
    const wanted = [...new Set(loaded.map(({ record }) => nearOf(record)).filter((key) => key !== null))]
    const target = typeOf(source.model, relation.target)
    const others = await load(source, { type: target, far: relation.far, paths: inner }, wanted)
    for (const { record, row } of loaded) {
      const mine = others.filter((other) => other.link === nearOf(record)).map((other) => other.row)
      row[relation.name] = relation.many ? mine : (mine[0] ?? null)
    }
  }
  return loaded
}

function isNeeded(column: string, { attributes, relations }: PathTree): boolean {
  const [first = '', part] = column.split('.')
  return part === undefined ? attributes.has(first) : (relations.get(first)?.attributes.has(part) ?? false)
}

/** Embedded values as objects of their own: `postalAddress.city` is two steps. */
function attributesOf(columns: readonly ColumnModel[], record: SqlRow): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  columns.forEach((column, index) => {
    const [first = '', part] = column.name.split('.')
    const fact = factOf(column, record[`c${index}`])
    if (part === undefined) row[first] = fact
    else row[first] = { ...(row[first] as Row | undefined), [part]: fact }
  })
  return row
}

/** A stored value as conditions see it: real booleans, numbers, ISO texts, null. */
export function factOf(
  column: Pick<ColumnModel, 'type'>,
  value: SqlValue | undefined,
): string | number | boolean | null {
  if (value === null || value === undefined) return null
  switch (column.type) {
    case 'int':
      return Number(value)
    case 'bool':
      return Number(value) === 1
    case 'string':
    case 'date':
      return String(value)
    case 'timestamp':
      return instantOf(String(value))
  }
}

function numberOf(value: SqlValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value)
}

/** Loads facts of single rows for callers that decide row by row. Loads that are asked for together share one set of statements. */
export interface FactLoader {
  readonly wanted: WantedFacts
  /** Null for a row that does not exist. */
  load(id: number): Promise<Row | null>
}

/**
 * Loaders by name, each made when it is first asked for: of a type, or of an edge of it.
 *
 * INVARIANT: nothing is remembered beyond the batch; a change of facts is seen by the next question.
 */
export function factLoaders(
  source: FactSource,
  wantedOf: (name: string) => WantedFacts,
): (name: string) => FactLoader {
  const made = new Map<string, FactLoader>()
  return (name) => {
    const loader = made.get(name) ?? factLoader(source, wantedOf(name))
    made.set(name, loader)
    return loader
  }
}

function factLoader(source: FactSource, wanted: WantedFacts): FactLoader {
  const batches = new DataLoader<number, Row | null>(
    async (ids) => {
      const rows = await readFacts(source, wanted, ids)
      return ids.map((id) => rows.get(id) ?? null)
    },
    { cache: false },
  )
  return { wanted, load: (id) => batches.load(id) }
}

/**
 * Which rows of a list a principal may know of: their rule R, asked of the database.
 * INVARIANT: one statement, the same for rows that are missing and rows that are hidden, so that neither the answer nor
 * its cost distinguishes them.
 */
export async function visibleKeys(
  { database, model }: { readonly database: Database; readonly model: Model },
  { classPolicy, slots }: BoundPolicy,
  { type: name, keys }: { readonly type: string; readonly keys: readonly number[] },
): Promise<ReadonlySet<number>> {
  const type = typeOf(model, name)
  const rule = conditionSql(model, classPolicy.type(name).row, { alias: 't', type })
  const statement = sql`SELECT t.id FROM ${raw(quoted(type.table))} t WHERE t.id IN (${integers(keys)}) AND ${rule}`
  const rows = await database.query(statement.text, parametersOf(statement, slots))
  return new Set(rows.map(({ id }) => Number(id)))
}
