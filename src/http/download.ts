import { type Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type DocumentNode, execute, getOperationAST, validate } from 'graphql'
import { type Settings } from '../app/settings'
import { type Clock } from '../platform/clock'
import { currentOperation, withDeadline } from '../platform/database/operation-scope'
import { type SqlDatabase } from '../platform/database/transaction'
import { type Principal } from '../policy/principal'
import { resolveField } from '../read/schema/annotations'
import { type CustomQueryContext } from '../write/custom-query'
import { type CostBudget } from './cost-budget'
import { GatewayError } from './error-catalogue'
import { type Engine } from './request-context'

/** A kind of file that callers fetch from an address of its own, under the same policy as every operation. */
export interface Download {
  /** The whole path, its parts named: `/downloads/invoices/(?<invoice>…).pdf`. */
  readonly path: RegExp
  /** Whether simple clients may fetch it, with an application password; nothing else opens to these. */
  readonly simpleClients?: true
  /**
   * Addresses that the search for leaks asks for, of rows that `id` names by their public ids. INVARIANT: every file there is
   * can be met by one of them, so that nothing hidden changes a byte of any.
   */
  tried(id: (type: string) => string): readonly string[]
  /** Reads what decides whether there is a file, and opens it. Nothing is sent before this has settled. */
  open(request: DownloadRequest): Promise<OpenedFile | RefusedDownload>
}

interface DownloadRequest {
  /** The named parts of the path, as the caller wrote them. */
  readonly parts: Readonly<Record<string, string | undefined>>
  /** Without `organisation`, which says where the principal wants to act. */
  readonly query: URLSearchParams
  readonly read: ReadAs
  /** Looks at what is no row of a type, as the principal of the request. */
  readonly inspect: CustomQueryContext['inspect']
  readonly now: Date
  /** The legal day of `now`. */
  readonly today: string
}

/**
 * Answers a query as the principal of the request: what may not be seen is absent.
 * @throws whatever the engine refuses, and where the rights of the principal changed since the request began.
 */
export type ReadAs = (
  question: DownloadQuery,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>

/** A document of our own. INVARIANT: made once, not for each request: it is validated when first asked. */
export interface DownloadQuery {
  readonly document: DocumentNode
  /** The most rows of a list that are read at once, where that is more than callers may ask for. */
  readonly largestPage?: number
}

export interface OpenedFile {
  readonly kind: 'file'
  /** What it is saved as. */
  readonly name: string
  readonly type: string
  /** A stream is read no faster than the caller takes it, and destroyed when the caller goes away. */
  readonly body: Buffer | Readable
}

export interface RefusedDownload {
  readonly kind: 'refused'
  readonly code: 'NOT_FOUND' | 'FORBIDDEN' | 'BAD_USER_INPUT' | 'RATE_LIMITED'
  /** One calm sentence; the catalogue's where there is none. */
  readonly message?: string
  readonly retryAfterSeconds?: number
}

/** How many of a kind one principal may have at once. */
export interface Places {
  /** @throws RATE_LIMITED where all of the key's places are taken. */
  hold<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** WHY: a stream holds a page of rows and a place among the requests at hand for as long as its caller likes. */
export function placesForEach(most: number): Places {
  const taken = new Map<string, number>()
  return {
    async hold(key, work) {
      const before = taken.get(key) ?? 0
      if (before >= most) throw new GatewayError('RATE_LIMITED', { retryAfterSeconds: 5 })
      taken.set(key, before + 1)
      try {
        return await work()
      } finally {
        const left = (taken.get(key) ?? 1) - 1
        if (left === 0) taken.delete(key)
        else taken.set(key, left)
      }
    },
  }
}

export interface DownloadReadDependencies {
  readonly engine: Engine
  readonly database: SqlDatabase
  readonly clock: Clock
  readonly costBudget: CostBudget
  readonly settings: Pick<Settings, 'trustProxy' | 'publicUrl' | 'requestTimeoutMs' | 'operationTimeoutMs'>
}

/** The principal, and what spends the budget of cost for it. */
interface Asking {
  readonly principal: Principal
  /** Finds the principal of the same request anew. */
  readonly currentPrincipal: () => Promise<Principal>
  readonly spender: string
  /** Whether a part of the file has left already. */
  readonly hasBegun: () => boolean
  readonly isGone: () => boolean
}

/**
 * How a download reads: through the query engine, as the principal. Where the budget of cost is spent a question is
 * refused, unless the file has begun: then it waits.
 * INVARIANT: rights are found anew for each question, so a file that takes minutes outlives no right; it breaks off.
 */
export function readAs(dependencies: DownloadReadDependencies, asking: Asking): ReadAs {
  const now = dependencies.clock.now()
  let asked = false
  return async ({ document, largestPage }, variables) => {
    const { engine } = dependencies
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
    const spend = (): void => void dependencies.costBudget.spend(asking.spender, cost)
    if (asking.hasBegun()) await spendInTime(spend, asking)
    else spend()
    const milliseconds = dependencies.settings.operationTimeoutMs
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

async function refuseChanged({ principal, currentPrincipal }: Asking): Promise<void> {
  if (isDeepStrictEqual(await currentPrincipal(), principal)) return
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
