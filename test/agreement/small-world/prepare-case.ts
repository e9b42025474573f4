import { parse } from 'graphql'
import { type TableRows } from '../../../schema/world/world-database'
import { bindPolicy } from '../../../src/policy/compile/class-policy'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Principal } from '../../../src/policy/principal'
import { QueryEngine } from '../../../src/read/engine'
import { type Database, readDatabase } from '../../../src/read/read-context'
import { type Model } from '../../../src/read/schema/model'
import { celOracle } from '../../policy/cel-oracle'
import { type LinkedWorld, linkRows } from '../facts/link-rows'
import { now } from '../generate/values'
import { readFactsOfAll } from '../readers/read-facts-of-all'
import { readWithCasl } from '../readers/read-with-casl'
import { readWithCel } from '../readers/read-with-cel'
import { readWithSql, type SqlAnswers } from '../readers/read-with-sql'
import { everythingText } from '../readers/selection-text'
import { strayedAnswers } from '../readers/strayed-answers'
import { strayedFilters } from '../readers/strayed-filters'
import { type AskedType, type Verdicts } from '../readers/verdict'
import { fillSmallWorld } from './fill-small-world'
import { type SmallWorld } from './open-small-world'
import { type WrittenCase } from './small-case'

/** A bug put into one reader on purpose, to see that the comparison finds it. */
export interface Planted {
  readonly files?: (files: readonly PolicyFile[]) => readonly PolicyFile[]
  readonly policies?: (set: PolicySet) => PolicySet
  readonly model?: (model: Model) => Model
  readonly database?: (database: Database) => Database
}

/** What CASL answers a principal: on facts as they were generated, and on facts as the engine reads them. */
export interface InMemory {
  readonly casl: Verdicts
  readonly facts: Verdicts
}

/** What the planned reads answer a principal, and what of it is not what the oracle's verdicts make it. */
export interface Planned {
  readonly sql: SqlAnswers
  readonly strayed: readonly string[]
}

type Reader<Answers> = (principal: Principal) => Promise<Answers>

/** A case that lies in its database, and its readers; each answers a principal once, however often it is compared. */
export interface PreparedCase {
  readonly files: readonly PolicyFile[]
  readonly tables: readonly TableRows[]
  readonly principals: readonly Principal[]
  readonly world: LinkedWorld
  readonly types: readonly AskedType[]
  readonly oracle: (principal: Principal) => Verdicts
  readonly inMemory: Reader<InMemory>
  readonly planned: Reader<Planned>
  readonly inMemoryWith: (planted: Planted) => Reader<InMemory>
  readonly plannedWith: (planted: Planted) => Reader<Planned>
}

/** Puts the rows of a case into the database. INVARIANT: it is the case of this database until the next is prepared. */
export async function prepareCase(
  place: SmallWorld,
  { files, tables, principals }: WrittenCase,
): Promise<PreparedCase> {
  const { dataSource, model } = place
  await fillSmallWorld(dataSource, tables)
  const types = publicTypes(model)
  const world = linkRows({ tables, entities: dataSource.entityMetadatas })
  const cel = celOracle(files, model)
  const loaded = loadPolicies(files, model)
  const source = { database: readDatabase(dataSource), model }
  const document = documentOf(model)
  const policiesWith = (planted: Planted): PolicySet => {
    const set = planted.files === undefined ? loaded : loadPolicies(planted.files(files), model)
    return planted.policies?.(set) ?? set
  }
  const oracle = remembered((principal) => readWithCel({ oracle: cel, principal, now }, world, types))
  // Facts and filters take many small statements: for one principal, to save time.
  const isFirst = (principal: Principal): boolean => principal === principals[0]
  const inMemory = (set: PolicySet): Reader<InMemory> =>
    remembered(async (principal) => {
      const bound = bindPolicy(set, principal, now)
      const casl = readWithCasl(bound, world, types)
      if (!isFirst(principal)) return { casl, facts: casl }
      const facts = await readFactsOfAll(source, bound, { world, types })
      return { casl, facts: readWithCasl(bound, facts, types) }
    })
  const planned = (set: PolicySet, planted?: Planted): Reader<Planned> => {
    const engine = engineOf(place, set, planted)
    return remembered(async (principal) => {
      const sql = await readWithSql({ engine, document, now }, principal)
      const expected = { model, world, verdicts: oracle(principal) }
      const strayed = strayedAnswers(expected, sql)
      if (!isFirst(principal)) return { sql, strayed }
      const filtering = { question: { engine, now }, bound: bindPolicy(set, principal, now), lists }
      return { sql, strayed: [...strayed, ...(await strayedFilters(expected, filtering))] }
    })
  }
  return {
    ...{ files, tables, principals, world, types, oracle },
    inMemory: inMemory(loaded),
    planned: planned(loaded),
    inMemoryWith: (planted) => inMemory(policiesWith(planted)),
    plannedWith: (planted) => planned(policiesWith(planted), planted),
  }
}

function remembered<Answer>(answer: (principal: Principal) => Answer): (principal: Principal) => Answer {
  const answered = new Map<Principal, Answer>()
  return (principal) => {
    const found = answered.get(principal) ?? answer(principal)
    answered.set(principal, found)
    return found
  }
}

function publicTypes(model: Model): readonly AskedType[] {
  return [...model.types.values()]
    .filter(({ answers }) => answers.size > 0)
    .map(({ name, fields }) => ({ name, fields: fields.map((field) => field.name), actions: ['act'] }))
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
