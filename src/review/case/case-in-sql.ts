import type { ConnectedDatabase } from '../../data/connected-database'
import type { Assembled } from '../../assemble'
import { readDatabase } from '../../query/read-database'
import { askEngine } from '../../scenario/ask-engine'
import { graphqlReader } from '../../scenario/graphql-reader'
import { questionTexts } from '../../scenario/question-texts'
import type { Seen } from '../../scenario/reader'
import type { Subject } from '../../scenario/run-scenarios'
import { fieldsOf } from '../../scenario/scenario-world'
import { completeWorld } from '../world/complete-world'
import { rowsOf } from '../world/made-up-world'
import type { Case, ExpectedCell } from './case'
import { type CaseFailure, ruleBehind } from './run-case'
import { storeWorld } from './store-world'

export interface CaseHouse {
  readonly mandate: Pick<Assembled, 'engine' | 'model' | 'policies' | 'schema'>
  /** A database of its own: a case replaces everything in it. */
  readonly dataSource: ConnectedDatabase
  /** `SQLite` */
  readonly on: string
}

/** Stores the world of a case and asks the query engine for its cells, by id and through every list. */
export async function runCaseInSql(one: Case, house: CaseHouse): Promise<readonly CaseFailure[]> {
  const { dataSource, mandate, on } = house
  const { model, policies, schema, engine } = mandate
  await storeWorld(dataSource, model, one.world)
  const clock = new Date(one.clock)
  const reader = graphqlReader({
    name: `SQL on ${on}`,
    ask: askEngine({ engine, principalOf: () => Promise.resolve(one.principal), clock }),
    texts: questionTexts(schema),
    facts: { database: readDatabase(dataSource), model },
    subjects: subjectsOf(one, house.mandate),
  })
  const failures: CaseFailure[] = []
  const read = new Map<string, Seen>()
  for (const cell of one.expect) {
    const { type } = cell.question
    const seen = read.get(type) ?? (await reader.read('asking', type))
    read.set(type, seen)
    const allowed = allowedIn(seen, cell)
    // A part of another row has no `access`, and an action without a mutation is not in it: SQL does not tell of these.
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

function subjectsOf(one: Case, { model, policies }: CaseHouse['mandate']): readonly Subject[] {
  const rows = rowsOf(completeWorld(model, one.world))
  return [...policies.types].map(([type, { actions }]) => ({
    type,
    rows: rows.filter((row) => row.type === type).map(({ key }) => `${type}:${key}`),
    fields: fieldsOf({ personas: [], names: new Map(), vocabulary: model, actions: new Map() }, type),
    actions,
  }))
}

function allowedIn(seen: Seen, { question: { action, type, field }, key }: ExpectedCell): boolean | null {
  const row = seen.get(`${type}:${key}`)
  if (row === undefined) return false
  if (row.untold?.has(action) === true) return null
  if (action !== 'read') return row.actions === null ? null : row.actions.has(action)
  return field === undefined || row.fields.has(field)
}
