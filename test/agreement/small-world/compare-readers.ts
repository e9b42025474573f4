import { parse } from 'graphql'
import type { TableRows } from '../../../schema/world/table-rows'
import { bindPolicy } from '../../../src/policy/bind-policy'
import { loadPolicies, type PolicyFile } from '../../../src/policy/load-policies'
import type { PolicySet } from '../../../src/policy/policy-set'
import type { Principal } from '../../../src/policy/principal'
import type { Database } from '../../../src/query/database'
import { QueryEngine } from '../../../src/query/engine'
import type { Model } from '../../../src/query/model/model'
import { readDatabase } from '../../../src/query/read-database'
import { celOracle } from '../../policy/cel-oracle'
import { linkRows } from '../facts/link-rows'
import { now } from '../generate/values'
import { type Difference, differences } from '../readers/differences'
import { readFactsOfAll } from '../readers/read-facts-of-all'
import { readWithCasl } from '../readers/read-with-casl'
import { readWithCel } from '../readers/read-with-cel'
import { readWithSql } from '../readers/read-with-sql'
import { everythingText } from '../readers/selection-text'
import { strayedAnswers } from '../readers/strayed-answers'
import { strayedFilters } from '../readers/strayed-filters'
import type { AskedType } from '../readers/verdict'
import { fillSmallWorld } from './fill-small-world'
import type { SmallWorld } from './open-small-world'
import type { WrittenCase } from './small-case'

/** A bug put into one reader on purpose, to see that the comparison finds it. */
export interface Planted {
  readonly files?: (files: readonly PolicyFile[]) => readonly PolicyFile[]
  readonly policies?: (set: PolicySet) => PolicySet
  readonly model?: (model: Model) => Model
  readonly database?: (database: Database) => Database
}

/** Bugs by the reader they are put into. */
export interface Planting {
  readonly sql?: Planted
  readonly casl?: Planted
}

export interface Comparison {
  /** How many (policy, principal, row, field) were asked, and how many of them may be read. */
  readonly cases: number
  readonly readable: number
  readonly found: readonly Finding[]
  readonly files: readonly PolicyFile[]
  readonly tables: readonly TableRows[]
}

export interface Finding {
  readonly principal: Principal
  readonly differences: readonly Difference[]
  /** Cells and counts that are not what the oracle's verdicts make them. */
  readonly strayed: readonly string[]
}

/** One case on one database: what the three readers answer, and where they differ. */
export async function compareReaders(
  place: SmallWorld,
  { files, tables, principals }: WrittenCase,
  planting: Planting = {},
): Promise<Comparison> {
  const { dataSource, model } = place
  const types = publicTypes(model)
  await fillSmallWorld(dataSource, tables)
  const world = linkRows({ tables, entities: dataSource.entityMetadatas })
  const oracle = celOracle(files, model)
  const loaded = loadPolicies(files, model)
  const sets = {
    casl: planting.casl === undefined ? loaded : policySet(files, model, planting.casl),
    sql: planting.sql === undefined ? loaded : policySet(files, model, planting.sql),
  }
  const engine = engineOf(place, sets.sql, planting.sql)
  const document = documentOf(model)
  const source = { database: readDatabase(dataSource), model }
  const found: Finding[] = []
  const count = { cases: 0, readable: 0 }
  for (const principal of principals) {
    const cel = readWithCel({ oracle, principal, now }, world, types)
    const bound = bindPolicy(sets.casl, principal, now)
    const casl = readWithCasl(bound, world, types)
    // Facts and filters take many small statements: for one principal, to save time.
    const first = principal === principals[0]
    const facts = first
      ? readWithCasl(bound, await readFactsOfAll(source, bound, { world, types }), types)
      : casl
    const sql = await readWithSql({ engine, document, now }, principal)
    count.cases += types.reduce(
      (sum, { name, fields }) => sum + fields.length * (world.get(name)?.size ?? 0),
      0,
    )
    count.readable += [...cel.values()]
      .flatMap((rows) => [...rows.values()])
      .reduce((sum, one) => sum + one.readable.size, 0)
    const differing = differences({ cel, casl, facts, sql: sql.verdicts }, world, types)
    const expected = { model, world, verdicts: cel }
    const filtering = { question: { engine, now }, bound: bindPolicy(sets.sql, principal, now), lists }
    const strayed = [
      ...strayedAnswers(expected, sql),
      ...(first ? await strayedFilters(expected, filtering) : []),
    ]
    if (differing.length > 0 || strayed.length > 0) found.push({ principal, differences: differing, strayed })
  }
  return { ...count, found, files, tables }
}

function publicTypes(model: Model): readonly AskedType[] {
  return [...model.types.values()]
    .filter(({ answers }) => answers.size > 0)
    .map(({ name, fields }) => ({ name, fields: fields.map((field) => field.name), actions: ['act'] }))
}

function policySet(files: readonly PolicyFile[], model: Model, planted: Planted): PolicySet {
  const set = loadPolicies(planted.files?.(files) ?? files, model)
  return planted.policies?.(set) ?? set
}

function engineOf(
  { dataSource, model, schema }: SmallWorld,
  policies: PolicySet,
  planted: Planted = {},
): QueryEngine {
  const database = readDatabase(dataSource)
  return new QueryEngine({
    schema,
    model: planted.model?.(model) ?? model,
    policies,
    database: planted.database?.(database) ?? database,
    secret: Buffer.alloc(32),
    maximumCost: Number.MAX_SAFE_INTEGER,
  })
}

const lists = new Map([
  ['Firm', 'firms'],
  ['Licence', 'licences'],
  ['Person', 'persons'],
  ['Item', 'items'],
  ['Part', 'parts'],
])

function documentOf(model: Model) {
  const fields = [...lists].map(([name, list]) => {
    const type = model.types.get(name)
    if (type === undefined) throw new Error(`The small world has no ${name}`)
    return `${name}: ${list}(first: 100) { totalCount nodes ${everythingText(model, type, 'parts')} }`
  })
  return parse(`{ ${fields.join('\n')} }`, { noLocation: true })
}
