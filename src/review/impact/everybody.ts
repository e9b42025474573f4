import type { Condition } from '../../policy/condition'
import type { Principal } from '../../policy/principal'
import type { Slots } from '../../policy/slots'
import type { Database, SqlRow } from '../../query/database'
import type { Model } from '../../query/model/model'
import { conditionSqlIn } from '../../query/sql/condition-sql'
import { joined, parametersOf, raw, sql } from '../../query/sql/fragment'
import { assumeSlots } from '../../policy/assume-slots'
import { slotSql } from './pairing'
import { type PrincipalSource, principalSources } from './principal-sources'

/** Somebody who can ask something of the database. */
export interface KnownPrincipal {
  readonly principal: Principal
  readonly classes: readonly string[]
  /** Where they stand among all of them; reports keep this order. */
  readonly place: number
}

/** Everybody there is, with the classes they belong to. */
export interface Everybody {
  readonly principals: number
  readonly classes: ReadonlyMap<string, number>
  get(source: PrincipalSource, key: number): KnownPrincipal
}

/** Reads them by one statement a source; which classes somebody is in is decided by the database as well. */
export async function everybody(asked: {
  readonly database: Database
  readonly model: Model
  readonly slots: Slots
  readonly classes: ReadonlyMap<string, Condition>
}): Promise<Everybody> {
  const known = new Map<string, KnownPrincipal>()
  const sizes = new Map<string, number>()
  for (const source of principalSources) {
    const statement = statementOf(source, asked)
    const rows = await asked.database.query(statement.text, parametersOf(statement, asked.slots))
    for (const row of rows) {
      const classes = [...asked.classes.keys()].filter((_, index) => Number(row[`b${index}`]) === 1)
      for (const name of classes) sizes.set(name, (sizes.get(name) ?? 0) + 1)
      const name = `${source.name} ${Number(row['principal'])}`
      known.set(name, { principal: principalOf(source, row), classes, place: known.size })
    }
  }
  return {
    principals: known.size,
    classes: sizes,
    get: (source, key) => {
      const found = known.get(`${source.name} ${key}`)
      if (found === undefined) throw new Error(`${source.name}: somebody came while they were counted`)
      return found
    },
  }
}

function statementOf(
  source: PrincipalSource,
  { model, classes }: { readonly model: Model; readonly classes: ReadonlyMap<string, Condition> },
) {
  const scope = { model, rows: new Map(), depth: { next: 0 }, search: false, slot: slotSql(source) }
  const bits = [...classes.values()].map((condition, index) => {
    const holds = conditionSqlIn(assumeSlots(condition, source.constants), scope)
    return sql`((${holds}) IS TRUE) ${raw(`AS b${index}`)}`
  })
  const slots = [...source.columns.values()].map((column, index) => raw(`${column} AS s${index}`))
  const columns = joined([raw(`${source.key} AS principal`), ...slots, ...bits], ', ')
  if (source.from === undefined) return sql`SELECT ${columns}`
  const { table, where = 'TRUE' } = source.from
  const beside = source.beside === undefined ? '' : ` LEFT JOIN ${source.beside.table} ON ${source.beside.on}`
  return sql`SELECT ${columns} FROM ${raw(`${table}${beside} WHERE ${where} ORDER BY ${source.key}`)}`
}

/** The slots of a row as the principal they are the values of. */
function principalOf(source: PrincipalSource, row: SqlRow): Principal {
  const read = new Map([...source.columns.keys()].map((slot, index) => [slot, row[`s${index}`] ?? null]))
  const value = (slot: string): unknown => read.get(slot) ?? source.constants.get(slot) ?? null
  const id = (slot: string): { readonly id: number } | null =>
    value(slot) === null ? null : { id: Number(value(slot)) }
  const text = (slot: string): string | null => (value(slot) === null ? null : String(value(slot)))
  return {
    user: id('principal.user.id'),
    organisation: id('principal.organisation.id'),
    membership: id('principal.membership.id'),
    partner: id('principal.partner.id'),
    role: text('principal.role'),
    accounting: Number(value('principal.accounting')) === 1,
    scopes: [],
    token: Number(value('principal.token')) === 1,
    staff: text('principal.staff'),
  }
}
