import {
  completeWorld,
  keysOf,
  type MadeUpRow,
  type MadeUpValue,
  type MadeUpWorld,
  rowsOf,
} from '../../analysis/world/made-up-world'
import { rowGraph } from '../../analysis/world/row-graph'
import { type Assembled } from '../../app/assemble'
import { dialectOf, sqlInstant } from '../../platform/database/dialect'
import { dropTriggers } from '../../platform/database/migration-steps'
import { foldedKey, type TextKey } from '../../platform/database/text-key'
import { type ConnectedDatabase } from '../../platform/database/transaction'
import { bindPolicy } from '../../policy/compile/class-policy'
import { decide } from '../../policy/evaluate/decide'
import { explain } from '../../policy/evaluate/explain'
import { type PolicySet } from '../../policy/policy-set'
import { readDatabase } from '../../read/read-context'
import { type ColumnModel, type Model, type TypeModel, typeOf } from '../../read/schema/model'
import { askEngine } from '../scenarios/ask-engine'
import { graphqlReader } from '../scenarios/graphql-reader'
import { questionTexts } from '../scenarios/question-texts'
import { fieldsOf, type Seen, type Subject } from '../scenarios/run-scenarios'
import { type Case, cellText, type ExpectedCell } from './case'

/** A cell of a case for which a reader's answer is not the expected one. */
export interface CaseFailure {
  readonly name: string
  /** `decide`, `SQL on SQLite` */
  readonly reader: string
  readonly cell: ExpectedCell
  /** The rule that decided, and its sentence. */
  readonly rule: string
}

/** Asks the rule engine for every cell of a case. */
export function runCase(one: Case, policies: PolicySet, model: Model): readonly CaseFailure[] {
  const allowed = decidedCells(one, policies, model)
  return one.expect.flatMap((cell, at) =>
    allowed[at] === cell.allowed
      ? []
      : [{ name: one.name, reader: 'decide', cell, rule: ruleBehind(one, cell, { policies, model }) }],
  )
}

/** What the rule engine answers for each cell that the case names, in that order. */
export function decidedCells(one: Case, policies: PolicySet, model: Model): readonly boolean[] {
  const bound = bindPolicy(policies, one.principal, new Date(one.clock))
  const graph = rowGraph(model, one.world)
  return one.expect.map(({ question, key }) =>
    decide(bound, question, graph.row({ type: question.type, key })),
  )
}

/** The rule that decides a cell of a case, and its sentence. */
function ruleBehind(
  { principal, clock, world }: Case,
  { question, key }: ExpectedCell,
  { policies, model }: { readonly policies: PolicySet; readonly model: Model },
): string {
  const bound = bindPolicy(policies, principal, new Date(clock))
  const row = rowGraph(model, world).row({ type: question.type, key })
  const { deciding, sentence } = explain(bound, question, row)
  return `${deciding ?? 'no rule'}: ${sentence}`
}

/** The failure in two lines. */
export function caseFailureText({ name, reader, cell, rule }: CaseFailure): string {
  const [expected, got] = cell.allowed ? ['allowed', 'refused'] : ['refused', 'allowed']
  return `✗ case ${name} · ${cellText(cell)}: expected ${expected}, got ${got} · ${reader}\n    ${rule}`
}

export interface CaseDatabases {
  readonly mandate: Pick<Assembled, 'engine' | 'model' | 'policies' | 'schema'>
  /** A database of its own: a case replaces everything in it. */
  readonly dataSource: ConnectedDatabase
  /** `SQLite` */
  readonly on: string
}

/** Stores the world of a case and asks the query engine for its cells, by id and through every list. */
export async function runCaseInSql(one: Case, demo: CaseDatabases): Promise<readonly CaseFailure[]> {
  const { dataSource, mandate, on } = demo
  const { model, policies, schema, engine } = mandate
  await storeWorld(dataSource, model, one.world)
  const clock = new Date(one.clock)
  const reader = graphqlReader({
    name: `SQL on ${on}`,
    ask: askEngine({ engine, principalOf: () => Promise.resolve(one.principal), clock }),
    texts: questionTexts(schema),
    facts: { database: readDatabase(dataSource), model },
    subjects: subjectsOf(one, demo.mandate),
  })
  const failures: CaseFailure[] = []
  const read = new Map<string, Seen>()
  for (const cell of one.expect) {
    const { type } = cell.question
    const seen = read.get(type) ?? (await reader.read('asking', type))
    read.set(type, seen)
    const allowed = allowedIn(seen, cell)
    // WHY: a part of another row has no `access`, and an action without a mutation is not in it. SQL answers neither.
    if (allowed === null || allowed === cell.allowed) continue
    failures.push({
      name: one.name,
      reader: reader.name,
      cell,
      rule: ruleBehind(one, cell, { policies, model }),
    })
  }
  return failures
}

function subjectsOf(one: Case, { model, policies }: CaseDatabases['mandate']): readonly Subject[] {
  const rows = rowsOf(completeWorld(model, one.world))
  return [...policies.types].map(([type, { actions }]) => ({
    type,
    rows: rows.filter((row) => row.type === type).map(({ key }) => `${type}:${key}`),
    fields: fieldsOf(
      { personas: new Map(), actsIn: '', names: new Map(), vocabulary: model, actions: new Map() },
      type,
    ),
    actions,
  }))
}

function allowedIn(seen: Seen, { question: { action, type, field }, key }: ExpectedCell): boolean | null {
  const row = seen.get(`${type}:${key}`)
  if (row === undefined) return false
  if (row.unreported?.has(action) === true) return null
  if (action !== 'read') return row.actions === null ? null : row.actions.has(action)
  return field === undefined || row.fields.has(field)
}

/**
 * Puts the rows of a made-up world into the tables, in place of everything that is there. For databases that were made
 * for cases alone: foreign keys and checks are off, texts that are too long are cut, and all earlier rows go.
 */
async function storeWorld(dataSource: ConnectedDatabase, model: Model, world: MadeUpWorld): Promise<void> {
  const dialect = dialectOf(dataSource)
  const { off, on } = dialect === 'sqlite' ? sqlite : server
  const runner = dataSource.createQueryRunner()
  try {
    await dropTriggers(runner, dialect)
    for (const statement of off) await runner.query(statement)
    for (const { table } of model.types.values()) await runner.query(`DELETE FROM ${table}`)
    for (const { type, key, row } of rowsOf(completeWorld(model, world))) {
      const columns = columnsOf(typeOf(model, type), key, row)
      const names = columns.map(({ column }) => column).join(', ')
      const marks = columns.map(() => '?').join(', ')
      const text = `INSERT INTO ${typeOf(model, type).table} (${names}) VALUES (${marks})`
      await runner.query(
        text,
        columns.map(({ value }) => value),
      )
    }
    for (const statement of on) await runner.query(statement)
  } finally {
    await runner.release()
  }
}

const sqlite = {
  off: ['PRAGMA foreign_keys = OFF', 'PRAGMA ignore_check_constraints = ON'],
  on: ['PRAGMA foreign_keys = ON', 'PRAGMA ignore_check_constraints = OFF'],
}
const server = {
  off: [
    'SET @mode = @@SESSION.sql_mode',
    "SET SESSION sql_mode = '', foreign_key_checks = 0, check_constraint_checks = 0",
  ],
  on: ['SET SESSION sql_mode = @mode, foreign_key_checks = 1, check_constraint_checks = 1'],
}

interface Stored {
  readonly column: string
  readonly value: string | number | null
}

function columnsOf(type: TypeModel, key: number, row: MadeUpRow): readonly Stored[] {
  const attributes = [...type.attributes.values()].filter(
    ({ derived, computed }) => !derived && computed !== true,
  )
  return [
    ...attributes.flatMap((column) => {
      const value = column.name === 'id' ? key : stored(column, row[column.name] ?? null)
      const folded =
        column.key === undefined || typeof value !== 'string'
          ? null
          : foldedKey(value, column.key.sortable ? 255 : null)
      const beside = column.key === undefined ? [] : [{ column: nameOfKey(column.key), value: folded }]
      return [{ column: nameOf(column), value }, ...beside]
    }),
    ...keysOf(type).map(({ name, near }) => ({
      column: `\`${near}\``,
      value: Number(row[name] ?? 0) || null,
    })),
  ]
}

function nameOf(column: ColumnModel): string {
  return column.sql('row').slice('row.'.length)
}

function nameOfKey(key: TextKey): string {
  return key.sql('row').slice('row.'.length)
}

function stored({ type }: ColumnModel, value: MadeUpValue): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  return type === 'timestamp' && typeof value === 'string' ? sqlInstant(new Date(value)) : value
}
