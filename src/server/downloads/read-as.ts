import { isDeepStrictEqual } from 'node:util'
import { setTimeout } from 'node:timers/promises'
import { type DocumentNode, execute, getOperationAST, validate } from 'graphql'
import { currentOperation, withDeadline } from '../../data/operation-scope'
import { type Principal } from '../../policy/principal'
import { resolveField } from '../../query/resolve-field'
import { type Clock } from '../../services/clock'
import { type Engine } from '../engine'
import { type CostBudget } from '../cost-budget'
import { GatewayError } from '../gateway-error'
import { type Settings } from '../settings'
import { type SqlDatabase } from '../sql-database'
import { type ReadAs } from './download'

export interface ReadMeans {
  readonly engine: Engine
  readonly database: SqlDatabase
  readonly clock: Clock
  readonly costBudget: CostBudget
  readonly settings: Pick<Settings, 'trustProxy' | 'publicUrl' | 'requestTimeoutMs' | 'operationTimeoutMs'>
}

/** Who asks, and what spends the budget of cost for it. */
export interface Asking {
  readonly principal: Principal
  /** Finds the principal of the same request anew. */
  readonly whoAsks: () => Promise<Principal>
  readonly spender: string
  /** Whether a part of the file has left already. */
  readonly hasBegun: () => boolean
  readonly isGone: () => boolean
}

/**
 * How a download reads: through the query engine, as who asks. Where the budget of cost is spent a question is
 * refused, unless the file has begun: then it waits.
 * INVARIANT: rights are found anew for each question, so a file that takes minutes outlives no right; it breaks off.
 */
export function readAs(means: ReadMeans, asking: Asking): ReadAs {
  const now = means.clock.now()
  let asked = false
  return async ({ document, largestPage }, variables) => {
    const { engine } = means
    if (asking.isGone()) throw new Error('the caller is gone')
    if (asked) await refuseChanged(asking)
    asked = true
    const operation = getOperationAST(document)
    if (operation === null || operation === undefined) throw new Error('a question is one operation')
    validateOnce(engine, document)
    const prepared = engine.prepare({
      document,
      operation,
      variables,
      principal: asking.principal,
      accessMode: 'redact',
      schema: engine.schema,
      now,
      ...(largestPage === undefined ? {} : { largestPage }),
    })
    const cost = Math.max(1, Math.ceil(prepared.estimatedCost))
    const spend = (): void => void means.costBudget.spend(asking.spender, cost)
    if (asking.hasBegun()) await spendInTime(spend, asking)
    else spend()
    const milliseconds = means.settings.operationTimeoutMs
    const besides = currentOperation()?.signal
    const { data, errors } = await withDeadline(asking.spender, { milliseconds, besides }, async () =>
      execute({
        schema: engine.schema,
        document,
        variableValues: variables,
        contextValue: { read: prepared.read.bind(prepared) },
        fieldResolver: resolveField,
      }),
    )
    const [error] = errors ?? []
    if (error !== undefined) throw error.originalError ?? error
    if (data === null || data === undefined) throw new Error('a question without an answer')
    return data
  }
}

async function refuseChanged({ principal, whoAsks }: Asking): Promise<void> {
  if (isDeepStrictEqual(await whoAsks(), principal)) return
  throw new GatewayError('FORBIDDEN', { message: 'Your rights changed while the file was made.' })
}

async function spendInTime(spend: () => void, { isGone }: Asking): Promise<void> {
  for (;;) {
    try {
      spend()
      return
    } catch (refusal) {
      const isSpent = refusal instanceof GatewayError && refusal.code === 'RATE_LIMITED'
      if (!isSpent || isGone()) throw refusal
      await setTimeout(1000)
    }
  }
}

const valid = new WeakMap<Engine, WeakSet<DocumentNode>>()

function validateOnce(engine: Engine, document: DocumentNode): void {
  const known = valid.get(engine) ?? new WeakSet()
  if (known.has(document)) return
  const [mistake] = validate(engine.schema, document)
  if (mistake !== undefined)
    throw new Error('a document of our own does not fit the schema', { cause: mistake })
  valid.set(engine, known.add(document))
}
