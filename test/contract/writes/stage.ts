import { createHash } from 'node:crypto'
import {
  type DocumentNode,
  execute,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'
import { type DataSource, type EntityManager } from 'typeorm'
import { demoPassword } from '../../../schema/world/demo-password'
import { type Assembled } from '../../../src/app/assemble'
import { mandateOn } from '../../../src/app/mandate-on'
import { writerOf } from '../../../src/http/answer-graphql'
import { type RequestProgress } from '../../../src/http/request-context'
import { detectDialect } from '../../../src/platform/database/dialect'
import { inTransaction } from '../../../src/platform/database/transaction'
import { type Principal } from '../../../src/policy/principal'
import { QueryEngine } from '../../../src/read/engine'
import { type Database, type SqlRow } from '../../../src/read/read-context'
import { resolveField } from '../../../src/read/schema/annotations'
import { type WriteDependencies } from '../../../src/write/operation'
import { NOON } from '../../support/real-engine'

const secret = Buffer.alloc(32, 7)

/** A row as it is stored. */
export type Row = Readonly<Record<string, string | number | null>>

/** What a mutation answered, whole. */
export interface Answer {
  // Tests say what they expect of an answer by asserting it.
  readonly data: any // eslint-disable-line @typescript-eslint/no-explicit-any
  readonly errors: readonly { readonly message: string; readonly extensions?: object }[]
  readonly extensions: object
}

/** The real schema, policies and interfaces on a real database, whose changes can be undone. */
export interface Stage {
  readonly mandate: Assembled
  readonly database: Database
  /** The texts of all statements since it was last emptied. */
  readonly statements: string[]
  ask(as: Principal, text: string, input: object): Promise<Answer>
  /** The same, where every answer is too expensive. */
  askForNothing(as: Principal, text: string, input: object): Promise<Answer>
  rows(table: string): Promise<readonly Row[]>
  /** What all tables hold, one line a table. */
  tables(): Promise<ReadonlyMap<string, string>>
  /** Does something of which nothing stays. */
  undone<Result>(work: () => Promise<Result>): Promise<Result>
  /** Does something that stays only if `stays` says so of its outcome. */
  undoneUnless<Result>(stays: (result: Result) => boolean, work: () => Promise<Result>): Promise<Result>
}

/** Everything happens in one transaction, of which nothing stays; mutations are transactions within it. */
export async function onStage<Result>(
  dataSource: DataSource,
  work: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const mandate = mandateOn(dataSource, { secret, maximumCost: 0 })
  return takenBack((play) =>
    inTransaction(dataSource, async (manager) => {
      const inner = within(dataSource, manager)
      await detectDialect(inner, manager)
      return play(() => work(stageOn({ dataSource: inner, manager, mandate })))
    }),
  )
}

interface StageDependencies {
  /** Its transactions are savepoints. */
  readonly dataSource: DataSource
  readonly manager: EntityManager
  readonly mandate: Assembled
}

function stageOn({ dataSource, manager, mandate }: StageDependencies): Stage {
  const { schema, model, policies } = mandate
  const statements = notedStatements(manager)
  const database: Database = {
    query: (text, parameters) => manager.query<readonly SqlRow[]>(text, [...parameters]),
  }
  const engineFor = (maximumCost: number) =>
    new QueryEngine({ schema, model, policies, database, secret, maximumCost })
  const dependencies = {
    ...mandate,
    dataSource,
    clock: { now: () => NOON },
    publicUrl: 'https://mandate.example',
  }
  const rows = (table: string) => manager.query<readonly Row[]>(`SELECT * FROM ${table}`)
  return {
    mandate,
    database,
    statements,
    rows,
    tables: async () => {
      const names = dataSource.entityMetadatas.map((one) => one.tableName).sort()
      const digests = new Map<string, string>()
      for (const name of names) digests.set(name, digestOf(await rows(name)))
      return digests
    },
    undone: (inner) => takenBack((play) => manager.transaction(() => play(inner))),
    undoneUnless: (stays, inner) =>
      takenBack((play) =>
        manager.transaction(async () => {
          const result = await inner()
          return stays(result) ? result : play(() => Promise.resolve(result))
        }),
      ),
    ask: askOf(engineFor(10_000_000), dependencies),
    askForNothing: askOf(engineFor(0), dependencies),
  }
}

/** What is sent to the server, without one around. */
function askOf(engine: QueryEngine, dependencies: WriteDependencies): Stage['ask'] {
  return async (principal, text, input) => {
    const variables = { input }
    const document = validated(engine.schema, text)
    const operation = getOperationAST(document)
    if (operation === null || operation === undefined) throw new Error('One operation at a time')
    const request = { document, operation, variables, principal, accessMode: 'redact', now: NOON } as const
    const prepared = engine.prepare(request)
    const progress: RequestProgress = { prepared, principal, cookies: [] }
    const asked = {
      locale: 'en',
      spendUnnamed: () => Promise.resolve(),
      passwordMatches: onlyTheDemoPassword,
    }
    const result = await execute({
      schema: engine.schema,
      document,
      variableValues: variables,
      contextValue: { read: prepared.read.bind(prepared), write: writerOf(dependencies, asked, progress) },
      fieldResolver: resolveField,
    })
    const foreseen = (result.errors ?? []).map(foreseenError)
    // As it goes over the wire.
    return JSON.parse(
      JSON.stringify({
        data: result.data ?? null,
        errors: foreseen,
        extensions: { ...prepared.extensions(), actual: prepared.actualCost() },
      }),
    )
  }
}

/** WHY not argon2: thousands of tries, and the comparison is not what is tried. */
function onlyTheDemoPassword({ password }: { readonly password: string }): Promise<boolean> {
  return Promise.resolve(password === demoPassword)
}

/** An error with a code is an answer; any other is a failure of the operation and of the test. */
function foreseenError(error: GraphQLError): object {
  if (error.originalError !== undefined && !(error.originalError instanceof GraphQLError)) {
    throw error.originalError
  }
  return error.toJSON()
}

/** A data source whose transactions are savepoints of one that is open. */
function within(dataSource: DataSource, manager: EntityManager): DataSource {
  return new Proxy(dataSource, {
    get: (target, name, receiver): unknown => {
      if (name !== 'transaction') return Reflect.get(target, name, receiver)
      return (...given: readonly unknown[]) =>
        manager.transaction(given.at(-1) as (inner: EntityManager) => Promise<unknown>)
    },
  })
}

function notedStatements(manager: EntityManager): string[] {
  const runner = manager.queryRunner
  if (runner === undefined) throw new Error('No statements without a transaction')
  const statements: string[] = []
  const query = runner.query.bind(runner)
  runner.query = (...asked: Parameters<typeof query>) => {
    statements.push(asked[0])
    return query(...asked)
  }
  return statements
}

/** Plays a part and has it undone by throwing past whoever keeps what was done. */
async function takenBack<Result>(
  stage: (play: (part: () => Promise<Result>) => Promise<never>) => Promise<Result>,
): Promise<Result> {
  const curtain = new Error('What was done on stage is undone')
  let result: { readonly value: Result } | undefined
  const play = async (part: () => Promise<Result>): Promise<never> => {
    result = { value: await part() }
    throw curtain
  }
  try {
    return await stage(play)
  } catch (thrown) {
    if (thrown !== curtain || result === undefined) throw thrown
    return result.value
  }
}

const known = new WeakMap<GraphQLSchema, Map<string, DocumentNode>>()

function validated(schema: GraphQLSchema, text: string): DocumentNode {
  const documents = known.get(schema) ?? new Map<string, DocumentNode>()
  known.set(schema, documents)
  const before = documents.get(text)
  if (before !== undefined) return before
  const document = parse(text)
  const [mistake] = validate(schema, document)
  if (mistake !== undefined) throw mistake
  documents.set(text, document)
  return document
}

function digestOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => JSON.stringify(row)).sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
