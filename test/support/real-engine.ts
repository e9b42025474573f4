import { type DataSource } from 'typeorm'
import { DEMO_TODAY } from '../../schema/world/demo/compile/invoices'
import { wholeAnswer } from '../../src/analysis/ask-everything'
import { type Assembled } from '../../src/app/assemble'
import { mandateOn } from '../../src/app/mandate-on'
import { type PolicySet } from '../../src/policy/policy-set'
import { type Principal } from '../../src/policy/principal'
import { QueryEngine } from '../../src/read/engine'
import { type Database, readDatabase } from '../../src/read/read-context'
import { type AccessMode } from '../../src/read/redactions'

/** The noon on which tests ask: no answer may depend on the day they run. */
export const NOON = new Date(`${DEMO_TODAY}T12:00:00.000Z`)

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
  return {
    mandate,
    dataSource,
    statements,
    engine,
    ask: async (asked) => (await wholeAnswer({ engine, now: NOON }, asked)) as Answered,
  }
}
