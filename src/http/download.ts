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

/** A kind of file with an address of its own, served under the same policies as every operation. */
export interface Download {
  /** The pattern of the whole path, with named groups: `/downloads/invoices/(?<invoice>…).pdf`. */
  readonly path: RegExp
  /** Whether simple clients may fetch it with an application password, which gives access to nothing else. */
  readonly simpleClients?: true
  /**
   * Addresses that `policy -- leaks` fetches; `id` gives the public ids of rows. INVARIANT: one of them covers each kind of
   * file, so that the search can prove that nothing hidden changes a byte of it.
   */
  tried(id: (type: string) => string): readonly string[]
  /** Decides whether there is a file, and opens it. Nothing is sent before this promise settles. */
  open(request: DownloadRequest): Promise<OpenedFile | RefusedDownload>
}

interface DownloadRequest {
  /** The named parts of the path, as the caller wrote them. */
  readonly parts: Readonly<Record<string, string | undefined>>
  /** Without `organisation`, which names the Organisation to act in. */
  readonly query: URLSearchParams
  readonly read: ReadAs
  /** Runs a custom query (of what is no row of a type) as the principal of the request. */
  readonly inspect: CustomQueryContext['inspect']
  readonly now: Date
  /** The legal day of `now`. */
  readonly today: string
}

/**
 * Answers a query as the principal of the request: what the principal may not see is absent.
 * @throws every refusal of the engine, also if the rights of the principal changed since the request began.
 */
export type ReadAs = (
  question: DownloadQuery,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>

/** A document of our own. INVARIANT: made once, not for each request, because it is validated at its first use. */
export interface DownloadQuery {
  readonly document: DocumentNode
  /** The largest page of a list, if it is larger than callers may ask for. */
  readonly largestPage?: number
}

export interface OpenedFile {
  readonly kind: 'file'
  /** The name under which a browser saves it. */
  readonly name: string
  readonly type: string
  /** A stream is read no faster than the caller reads it, and destroyed when the caller disconnects. */
  readonly body: Buffer | Readable
}

export interface RefusedDownload {
  readonly kind: 'refused'
  readonly code: 'NOT_FOUND' | 'FORBIDDEN' | 'BAD_USER_INPUT' | 'RATE_LIMITED'
  /** The message; the catalogue's if undefined. */
  readonly message?: string
  readonly retryAfterSeconds?: number
}

/** Limits how many streams one principal may have at once. */
export interface Places {
  /** @throws RATE_LIMITED if all places of the key are taken. */
  hold<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** WHY: a stream holds a page of rows and a place among the running requests for as long as its caller likes. */
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

/** The principal, and the account that is charged. */
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
 * Reads for a download through the query engine, as the principal. Without budget a query is refused, unless the file has
 * begun: then it waits for new budget.
 * INVARIANT: each query finds the rights anew, so a file that takes minutes breaks off when a right ends.
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
