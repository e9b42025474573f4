import {
  type DocumentNode,
  execute,
  type GraphQLError,
  getOperationAST,
  GraphQLError as Failure,
  parse,
  validate,
} from 'graphql'
import type { DataSource } from 'typeorm'
import type { Assembled } from '../../src/assemble'
import { mandateOn } from '../../src/main'
import type { Principal } from '../../src/policy/principal'
import type { PolicySet } from '../../src/policy/policy-set'
import type { Database } from '../../src/query/database'
import { QueryEngine } from '../../src/query/engine'
import { readDatabase } from '../../src/query/read-database'
import type { AccessMode } from '../../src/query/redactions'
import { resolveField } from '../../src/query/resolve-field'
import { today } from '../../schema/world/demo/today'

/** The noon on which tests ask: no answer may depend on the day they run. */
export const NOON = new Date(`${today}T12:00:00.000Z`)

/** Dear enough for every test that is not about cost. */
const MAXIMUM_COST = 10_000_000

export interface Asked {
  readonly text: string
  readonly as: Principal
  readonly variables?: Readonly<Record<string, unknown>>
  readonly mode?: AccessMode
}

/** A whole answer as it would go over the wire. */
export interface Answered {
  // Tests say what they expect of an answer by asserting it.
  readonly data?: any // eslint-disable-line @typescript-eslint/no-explicit-any
  readonly errors?: readonly AnsweredError[]
  readonly extensions?: Loose
}

export interface AnsweredError {
  readonly message: string
  readonly path?: unknown
  readonly extensions: Loose
}

type Loose = Readonly<Record<string, any>> // eslint-disable-line @typescript-eslint/no-explicit-any

/** The real schema, policies and engine on a real database, and what is sent to it. */
export interface RealEngine {
  readonly mandate: Assembled
  readonly dataSource: DataSource
  /** The texts of all statements since it was last emptied. */
  readonly statements: string[]
  readonly engine: QueryEngine
  ask(asked: Asked): Promise<Answered>
}

export interface Replaced {
  /** Stands between the engine and its database. */
  readonly database?: Database
  readonly policies?: PolicySet
  /** An assembled one of the same database: its schema and policies need not be made again. */
  readonly mandate?: Assembled
}

export function realEngine(dataSource: DataSource, replaced: Replaced = {}): RealEngine {
  const secret = Buffer.alloc(32, 7)
  const mandate = replaced.mandate ?? mandateOn(dataSource, { secret, maximumCost: MAXIMUM_COST })
  const statements: string[] = []
  const inner = replaced.database ?? readDatabase(dataSource)
  const database: Database = {
    query: (text, parameters) => {
      statements.push(text)
      return inner.query(text, parameters)
    },
  }
  const { schema, model } = mandate
  const policies = replaced.policies ?? mandate.policies
  const engine = new QueryEngine({ schema, model, policies, database, secret, maximumCost: MAXIMUM_COST })
  return { mandate, dataSource, statements, engine, ask: (asked) => answer(engine, asked) }
}

/** As the server does it: parse, validate, plan, execute, and say what was withheld and what it cost. */
async function answer(engine: QueryEngine, asked: Asked): Promise<Answered> {
  const { as: principal, variables = {}, mode: accessMode = 'redact' } = asked
  const document = documentOf(engine, asked.text)
  if (Array.isArray(document)) return plain({ errors: document as readonly GraphQLError[] })
  const operation = getOperationAST(document as DocumentNode)
  if (operation === null || operation === undefined) throw new Error('One operation at a time')
  try {
    const request = {
      document: document as DocumentNode,
      operation,
      variables,
      principal,
      accessMode,
      now: NOON,
    }
    const prepared = engine.prepare(request)
    const result = await execute({
      schema: engine.schema,
      document: document as DocumentNode,
      variableValues: variables,
      contextValue: prepared,
      fieldResolver: resolveField,
    })
    const extensions = {
      ...prepared.extensions(),
      cost: { estimated: prepared.estimatedCost, actual: prepared.actualCost() },
    }
    if (prepared.rejected) return plain({ data: null, errors: [new Failure('rejected')], extensions })
    return plain({ ...result, extensions })
  } catch (refusal) {
    if (refusal instanceof Failure) return plain({ errors: [refusal] })
    throw refusal
  }
}

const documents = new WeakMap<QueryEngine, Map<string, DocumentNode | readonly GraphQLError[]>>()

function documentOf(engine: QueryEngine, text: string): DocumentNode | readonly GraphQLError[] {
  const known = documents.get(engine) ?? new Map<string, DocumentNode | readonly GraphQLError[]>()
  documents.set(engine, known)
  const found = known.get(text)
  if (found !== undefined) return found
  const document = parse(text)
  const mistakes = validate(engine.schema, document)
  const made = mistakes.length > 0 ? mistakes : document
  known.set(text, made)
  return made
}

/** Through JSON and back: exactly what a caller would receive. */
function plain(result: object): Answered {
  return JSON.parse(JSON.stringify(result)) as Answered
}
