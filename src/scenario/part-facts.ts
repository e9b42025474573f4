import type { Database } from '../query/database'
import { type Model, relationOf, typeOf } from '../query/model/model'
import { quoted } from '../query/sql/quoted'
import type { OwnerEdge } from './question-texts'

/** A row without an id of its own in the schema, and what it is recognised by. */
export interface PartFacts {
  /** `InvoiceLine:4` */
  readonly id: string
  /** The values of its plain texts, by field. */
  readonly texts: ReadonlyMap<string, string | null>
}

/** The rows behind an edge, by the id of the owner, in the order of their ids: straight from the tables. */
export async function partFacts(
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
