import { bindPolicy } from '../../policy/compile/class-policy'
import { type Condition } from '../../policy/condition'
import { conditionOf } from '../../policy/evaluate/decide'
import { type PolicySet } from '../../policy/policy-set'
import { type Principal } from '../../policy/principal'
import { type FactSource } from '../../read/read-facts'
import { typeOf } from '../../read/schema/model'
import { conditionSql } from '../../read/sql/condition-sql'
import { type Fragment, integers, joined, parametersOf, quoted, raw, sql } from '../../read/sql/fragment'
import { type Report } from '../report/report'

interface WhatQuestion extends FactSource {
  readonly policies: PolicySet
  readonly principal: Principal
  readonly now: Date
  /** Only these types; without: every type with a policy. */
  readonly types?: readonly string[]
}

/** Rows of one type with the same visible fields and permitted actions. */
interface SeenRows {
  readonly type: string
  readonly ids: readonly number[]
  /** Fields that are readable, in schema order. */
  readonly fields: readonly string[]
  readonly actions: readonly string[]
}

/**
 * All that somebody sees: for each type one statement (a page of it at a time) that finds the rows that may be known,
 * with one bit for each field and action.
 */
export async function whatIsSeen(asked: WhatQuestion): Promise<readonly SeenRows[]> {
  const types = asked.types ?? [...asked.policies.types.keys()]
  const seen: SeenRows[] = []
  for (const type of types) seen.push(...(await seenOfType(asked, type)))
  return seen
}

async function seenOfType(asked: WhatQuestion, name: string): Promise<readonly SeenRows[]> {
  const { policies, principal, now, model, database } = asked
  const { classPolicy, slots } = bindPolicy(policies, principal, now)
  const condition = conditionOf(classPolicy, { action: 'read', type: name })
  if (condition.op === 'false') return []
  const cells = [
    ...typeOf(model, name).fields.map((field) => ({ field: field.name })),
    ...classPolicy.type(name).actions.map((action) => ({ action })),
  ].map((cell) => ({ ...cell, condition: conditionOf(classPolicy, { action: 'read', ...cell, type: name }) }))
  const groups = new Map<string, number[]>()
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const statement = pageSql(asked, { name, condition, bits: cells.map((cell) => cell.condition), after })
    const rows = await database.query(statement.text, [...parametersOf(statement, slots)])
    for (const row of rows) {
      const pattern = String(row['bits'])
      const ids = groups.get(pattern) ?? []
      ids.push(Number(row['id']))
      groups.set(pattern, ids)
    }
    if (rows.length < PAGE) break
    after = Number(rows.at(-1)?.['id'])
  }
  return [...groups].map(([pattern, ids]) => {
    const on = cells.filter((_, index) => pattern[index] === '1')
    return {
      type: name,
      ids,
      fields: on.flatMap((cell) => ('field' in cell ? [cell.field] : [])),
      actions: on.flatMap((cell) => ('action' in cell ? [cell.action] : [])),
    }
  })
}

/** Rows a statement: what is held of an answer at a time, whatever the table holds. */
const PAGE = 50_000

interface Page {
  readonly name: string
  readonly condition: Condition
  readonly bits: readonly Condition[]
  readonly after: number
}

function pageSql({ model }: WhatQuestion, { name, condition, bits, after }: Page): Fragment {
  const type = typeOf(model, name)
  const row = { alias: 't', type }
  const each = bits.map((bit) => sql`CASE WHEN ${conditionSql(model, bit, row)} THEN '1' ELSE '0' END`)
  const pattern = each.length === 0 ? raw("''") : sql`CONCAT(${joined(each, ', ')})`
  return sql`SELECT t.id AS id, ${pattern} AS bits FROM ${raw(quoted(type.table))} t
    WHERE t.id > ${integers([after])} AND ${conditionSql(model, condition, row)} ORDER BY t.id LIMIT ${raw(String(PAGE))}`
}

/** All that somebody sees, as a report. Rows with the same visible fields share a line. */
export function whatReport(
  title: string,
  seen: readonly SeenRows[],
  /** Every public field of a type. */
  fieldsOf: (type: string) => readonly string[],
): Report {
  const rows = seen.reduce((sum, { ids }) => sum + ids.length, 0)
  const cells = seen.reduce((sum, { ids, fields }) => sum + ids.length * fields.length, 0)
  const types = [...new Set(seen.map(({ type }) => type))]
  return {
    title,
    summary: [`${rows} rows of ${types.length} types, ${cells} cells.`],
    sections: types.map((type) => ({
      heading: type,
      table: {
        columns: ['Rows', 'Ids', 'Fields', 'Actions'],
        rows: seen
          .filter((one) => one.type === type)
          .map(({ ids, fields, actions }) => [
            String(ids.length),
            idsText(ids),
            fieldsText(fields, fieldsOf(type)),
            actions.join(', '),
          ]),
      },
    })),
    findings: [],
    passed: true,
    data: seen,
  }
}

function idsText(ids: readonly number[]): string {
  const SHOWN = 12
  const more = ids.length - SHOWN
  return `${ids.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function fieldsText(fields: readonly string[], all: readonly string[]): string {
  if (fields.length === 0) return 'known, no more'
  if (fields.length === all.length) return 'all'
  const without = all.filter((field) => !fields.includes(field))
  return without.length < fields.length / 3 ? `all but ${without.join(', ')}` : fields.join(', ')
}
