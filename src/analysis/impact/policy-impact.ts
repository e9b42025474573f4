import { assumeSlots } from '../../policy/assume'
import { type Slots, slotsOf } from '../../policy/compile/class-policy'
import { allOf, type Condition, negate } from '../../policy/condition'
import { type Question } from '../../policy/evaluate/decide'
import { type Principal } from '../../policy/principal'
import { type Database, type SqlRow } from '../../read/read-context'
import { type Model, typeOf } from '../../read/schema/model'
import { conditionSql, conditionSqlIn } from '../../read/sql/condition-sql'
import { joined, NOW, parametersOf, quoted, raw, sql } from '../../read/sql/fragment'
import { bothClasses } from '../diff/affected-principals'
import { changedQuestions, type Side } from '../diff/changed-questions'
import { countPairs, type PairCounts } from './count-pairs'
import { type PrincipalSource, principalSources, slotSql } from './pairs-sql'

/** What a change of the policies changes in a database. */
export interface PolicyImpact {
  /** How many principals there are. */
  readonly principals: number
  /** Of each class that anybody belongs to. */
  readonly classes: readonly { readonly name: string; readonly principals: number }[]
  readonly changes: readonly ImpactChange[]
}

/** Cells of one type that somebody gains, or loses, by the same change of conditions. */
export interface ImpactChange {
  readonly type: string
  /** Each of them counts one cell a row. */
  readonly questions: readonly Question[]
  readonly direction: 'gains' | 'loses'
  readonly outcome: ImpactCount | { readonly kind: 'not counted'; readonly why: string }
}

export interface ImpactCount extends ImpactShare {
  readonly kind: 'counted'
  /**
   * The same by class; classes overlap, so these do not add up. Classes of which the same principals are affected
   * stand together, the smallest class first; those of which nobody is are left out.
   */
  readonly classes: readonly (ImpactShare & { readonly names: readonly string[] })[]
}

export interface ImpactShare {
  readonly cells: number
  readonly rows: number
  readonly principals: number
  readonly users: number
  /** A few of the principals, each with one of the rows. */
  readonly samples: readonly Sample[]
}

interface Sample {
  readonly principal: KnownPrincipal
  /** `Invoice:17` */
  readonly row: string
}

interface ImpactQuestion {
  readonly base: Side
  readonly head: Side
  readonly model: Model
  readonly database: Database
  /** Holds the clock. */
  readonly slots: Slots
  /** Whether a difference can exist in any world. One that cannot is not counted. */
  readonly isPossible?: (type: string, condition: Condition) => Promise<boolean>
}

/** Counts every changed cell, gained or lost, for everybody who can ask anything of the database. */
export async function policyImpact(question: ImpactQuestion): Promise<PolicyImpact> {
  const asked = { ...question, database: remembering(question.database) }
  const changed = changedQuestions(asked.base, asked.head)
  const classes = bothClasses(asked.base.set, asked.head.set)
  const all = await everybody({ ...asked, classes }).catch((problem: unknown) => {
    throw gaveUp(problem) === null ? problem : new Error(gaveUp(problem) ?? '')
  })
  const changes: ImpactChange[] = []
  for (const { type, questions, before, after } of changed) {
    const differences = [
      ['gains', allOf([after, negate(before)])],
      ['loses', allOf([before, negate(after)])],
    ] as const
    for (const [direction, condition] of differences) {
      if ((await asked.isPossible?.(type, condition)) === false) continue
      const outcome = await counted(asked, { type, condition, cells: questions.length }, all)
      if (outcome.kind === 'counted' && outcome.rows === 0) continue
      changes.push({ type, questions, direction, outcome })
    }
  }
  const sizes = [...all.classes].map(([name, principals]) => ({ name, principals }))
  return { principals: all.principals, classes: sizes, changes }
}

interface Difference {
  readonly type: string
  readonly condition: Condition
  /** How many cells of a row differ by it. */
  readonly cells: number
}

async function counted(
  asked: ImpactQuestion,
  difference: Difference,
  all: Everybody,
): Promise<ImpactChange['outcome']> {
  const affected: Affected[] = []
  try {
    for (const source of principalSources) {
      const type = typeOf(asked.model, difference.type)
      const counts: PairCounts = await countPairs({ ...asked, type, source }, difference.condition)
      for (const [key, count] of counts) affected.push({ principal: all.get(source, key), ...count })
    }
    const inOrder = affected.sort((left, right) => left.principal.place - right.principal.place)
    const classes = []
    for (const { names, members } of byClass(inOrder, all.classes)) {
      classes.push({ names, ...(await shareOf(members, asked, difference)) })
    }
    return { kind: 'counted', ...(await shareOf(inOrder, asked, difference)), classes }
  } catch (problem) {
    const why = gaveUp(problem)
    if (why === null) throw problem
    return { kind: 'not counted', why }
  }
}

interface Affected {
  readonly principal: KnownPrincipal
  readonly rows: number
  readonly first?: number
}

function byClass(
  affected: readonly Affected[],
  sizes: ReadonlyMap<string, number>,
): readonly { readonly names: readonly string[]; readonly members: readonly Affected[] }[] {
  const found = new Map<string, { readonly names: string[]; readonly members: readonly Affected[] }>()
  const smallestFirst = [...sizes].sort(([, left], [, right]) => left - right)
  for (const [name] of smallestFirst) {
    const members = affected.filter(({ principal }) => principal.classes.includes(name))
    if (members.length === 0) continue
    const key = members.map(({ principal }) => principal.place).join(' ')
    const known = found.get(key) ?? { names: [], members }
    found.set(key, known)
    known.names.push(name)
  }
  return [...found.values()]
}

const SAMPLES = 3

async function shareOf(
  affected: readonly Affected[],
  asked: ImpactQuestion,
  difference: Difference,
): Promise<ImpactShare> {
  const rows = affected.reduce((sum, one) => sum + one.rows, 0)
  const users = new Set(affected.flatMap(({ principal }) => principal.principal.user?.id ?? []))
  const samples: Sample[] = []
  for (const { principal, first } of affected.slice(0, SAMPLES)) {
    const id = first ?? (await sampleRow(asked, difference, principal.principal))
    samples.push({ principal, row: `${difference.type}:${id}` })
  }
  return { cells: rows * difference.cells, rows, principals: affected.length, users: users.size, samples }
}

/** Somebody who can ask something of the database. */
interface KnownPrincipal {
  readonly principal: Principal
  readonly classes: readonly string[]
  /** Where they stand among all of them; reports keep this order. */
  readonly place: number
}

/** All principals of the database, with their classes. */
interface Everybody {
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
      if (found === undefined)
        throw new Error(`${source.name}: a principal was added while they were counted`)
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

/** The numbers by which MariaDB and MySQL say that a statement took longer than it may. */
const TIMEOUTS: ReadonlySet<unknown> = new Set([1969, 3024])

/** The sentence for a statement that the database stopped for lack of time; null for any other error. */
export function gaveUp(problem: unknown): string | null {
  const isTimeout =
    typeof problem === 'object' && problem !== null && 'errno' in problem && TIMEOUTS.has(problem.errno)
  if (!isTimeout) return null
  return 'The database gave up for lack of time. Give it more with --timeout, or ask a copy with fewer rows.'
}

/** The database with its answers remembered. WHY: a row and its fields often change by the same condition. */
function remembering(database: Database): Database {
  const known = new Map<string, Promise<readonly SqlRow[]>>()
  return {
    query: (text, parameters) => {
      const key = JSON.stringify([text, parameters])
      const answer = known.get(key) ?? database.query(text, parameters)
      known.set(key, answer)
      return answer
    },
  }
}

/** The first row for which a condition holds for one principal; for the few who are named as examples. */
async function sampleRow(
  { database, model, slots }: { readonly database: Database; readonly model: Model; readonly slots: Slots },
  difference: { readonly type: string; readonly condition: Condition },
  principal: Principal,
): Promise<number> {
  const type = typeOf(model, difference.type)
  const holds = conditionSql(model, difference.condition, { alias: 't', type })
  const statement = sql`SELECT t.id AS id FROM ${raw(`${quoted(type.table)} t`)} WHERE ${holds} ORDER BY t.id LIMIT 1`
  const theirs = slotsOf(principal, new Date(String(slots.get(NOW))))
  const [row] = await database.query(statement.text, parametersOf(statement, theirs))
  return Number(row?.['id'])
}
