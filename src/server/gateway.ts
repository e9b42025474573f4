import { createServer, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { type Logger } from 'pino'
import { type DecisionLog } from '../decision-log/decision-log'
import { unnamedOf } from '../query/by-nobody'
import { type Clock } from '../services/clock'
import { type WriteGround } from '../write/ground'
import { answerRequestWith, type AnswerRequest } from './answer-request'
import { apolloServers } from './apollo-servers'
import { costBudget } from './cost-budget'
import { documentsWithin } from './documents'
import { type Download } from './downloads/download'
import { placesForEach } from './downloads/places'
import { type Engine } from './engine'
import { type FailuresByNobody, failuresByNobody } from './failures-by-nobody'
import { formatErrorWith } from './format-error'
import { graphiqlPage } from './graphiql-page'
import { linkPages } from './link-pages'
import { operationPlugin } from './operation-plugin'
import { publicUrlOf } from './public-url'
import { type Persona } from './persona'
import { attemptsOn } from '../limits/attempts'
import { budgetsOn } from '../limits/budgets'
import { countersFor, type CounterStore } from '../limits/counters'
import { rateLimit, rateLimitOn } from '../limits/rate-limit'
import { sealerFor } from '../services/sealed-text'
import { secretOf } from './secret'
import { type Settings } from './settings'
import { type SqlDatabase } from './sql-database'
import { trustedDocuments } from './trusted-documents'

export interface GatewayOptions {
  readonly engine: Engine
  readonly dataSource: SqlDatabase
  /** What mutations write to; none where there is nothing but reads. */
  readonly writing?: Writing | undefined
  readonly settings: Settings
  /** Whom the GraphiQL page offers to look around as; none outside the demo world. */
  /** Said with every answer where people with a known password can sign in. */
  readonly world?: 'demo' | undefined
  readonly personas: readonly Persona[]
  /** The files that can be fetched; none if not said. */
  readonly downloads?: readonly Download[]
  /** Where decisions are kept; nowhere if not said. */
  readonly decisions?: DecisionLog | undefined
  readonly logger: Logger
  readonly clock: Clock
}

/** Tables and policies as they were put together. */
type Writing = Pick<WriteGround, 'dataSource' | 'model' | 'policies' | 'sealer'>

export interface Gateway {
  readonly url: string
  /** Takes no more requests, lets the running ones finish for a while, then closes. Leaves the database open. */
  close(): Promise<void>
}

const QUARTER_OF_AN_HOUR = 900
const ONE_HOUR = 3600
/** From how many places one address can be sent as many mails as from one. */
const PLACES = 4
/** How often something can be sent without a name from one address: a person never needs as many, a flood more. */
const UNNAMED_AN_HOUR = 30
/** How many streams one principal may be taking. */
const STREAMS_AT_ONCE = 4

/** Opens the port and answers. Everything else was opened before and is closed by the caller after. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings } = options
  let stopping = false
  const failures = failuresByNobody(options.logger)
  const store = countersFor(options.writing?.dataSource, settings.redisUrl)
  const server = httpServer(
    answerWith(options, { failures, store }, () => stopping),
    settings,
  )
  const url = await listen(server, settings)
  return {
    url,
    close: async () => {
      stopping = true
      await closeWithin(server, settings.shutdownMs)
      await store.close()
      failures.tell()
    },
  }
}

/** What a gateway closes when it stops. */
interface Opened {
  readonly failures: FailuresByNobody
  readonly store: CounterStore
}

function answerWith(
  options: GatewayOptions,
  { failures, store }: Opened,
  stopping: () => boolean,
): AnswerRequest {
  const { engine, dataSource, writing, settings, personas, downloads = [], logger, clock } = options
  const formatError = formatErrorWith(logger, failures)
  const unnamed = unnamedOf(engine.schema)
  const requestLimit = rateLimit(settings.requestsPerMinute, 60)
  const costs = costBudget(settings.costPerMinute, 60)
  const documents = documentsWithin(settings)
  const plugin = operationPlugin({
    engine,
    settings,
    formatError,
    unnamed,
    failures,
    decisions: options.decisions,
  })
  const signIn = {
    database: dataSource,
    clock,
    sealer: sealerFor('second factors', () => secretOf(settings)),
    attempts: attemptsOn(store, {
      free: settings.signInAttemptsPerAccount,
      perAddress: settings.signInAttemptsPerAddress,
    }),
  }
  const shared = (name: string, points: number, seconds: number) =>
    rateLimitOn(store.counters(name, seconds), points)
  const budgets = budgetsOn(store, {
    perSender: settings.mailsPerSender,
    perOrganisation: settings.mailsPerOrganisation,
    perRecipient: settings.mailsPerRecipient,
    organisations: settings.organisationsPerUser,
  })
  const ground =
    writing === undefined ? undefined : { ...writing, clock, publicUrl: publicUrlOf(settings), budgets }
  return answerRequestWith({
    graphql: {
      engine,
      settings,
      serverFor: apolloServers({ settings, documents, logger, formatError, plugin }),
      documents,
      costBudget: costs,
      schemasSeen: new WeakSet([engine.schema]),
      formatError,
      resolveDocument: trustedDocuments(settings, { logger, unnamed }, (hash) => documents.textOf(hash)),
      requestLimit,
      unnamed,
      unnamedLimit: rateLimit(UNNAMED_AN_HOUR, ONE_HOUR),
      writing: ground,
      signIn,
      vault: {
        ...signIn,
        mailsPerPlace: shared('mails place', settings.accountMailsPerAccount, ONE_HOUR),
        mailsPerRecipient: shared('mails recipient', settings.accountMailsPerAccount * PLACES, ONE_HOUR),
        mailsPerAddress: shared('mails address', settings.accountMailsPerAddress, ONE_HOUR),
        resets: shared('resets', settings.accountMailsPerAccount, ONE_HOUR),
        linksPerAddress: shared('links', settings.linkAttemptsPerAddress, QUARTER_OF_AN_HOUR),
        provider: settings.providerName,
      },
    },
    downloads: {
      downloads,
      wrongClients: {
        perAddress: shared('simple clients', settings.signInAttemptsPerAddress, QUARTER_OF_AN_HOUR),
        perPlace: shared('simple client', settings.signInAttemptsPerAccount, QUARTER_OF_AN_HOUR),
      },
      engine,
      database: dataSource,
      clock,
      settings,
      requestLimit,
      costBudget: costs,
      streams: placesForEach(STREAMS_AT_ONCE),
      writing: ground,
      formatError,
    },
    readiness: { database: dataSource, policyVersion: engine.policyVersion, stopping },
    pages: settings.graphiql ? graphiqlPage(personas) : new Map(),
    linkPages: linkPages(settings.providerName),
    formatError,
    world: options.world,
  })
}

/** WHY the time-outs: a caller that sends slowly, or never, must not hold a connection for ever. */
function httpServer(answer: AnswerRequest, { requestTimeoutMs }: Settings): Server {
  return createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.min(requestTimeoutMs, 10_000),
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
      keepAliveTimeout: 65_000,
      // WHY so much: the address of an export may name a thousand clients.
      maxHeaderSize: 40_960,
    },
    (request, response) => void answer(request, response),
  )
}

function listen(server: Server, { host, port }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => reject(cannotListen(cause, `${host}:${port}`))
    server.once('error', fail)
    server.listen({ host, port }, () => {
      server.off('error', fail)
      // A server that listens on a port has an address of this form.
      const bound = server.address() as AddressInfo
      const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address
      resolve(`http://${name}:${bound.port}`)
    })
  })
}

function cannotListen(cause: NodeJS.ErrnoException, where: string): Error {
  const reason =
    cause.code === 'EADDRINUSE' ? 'somebody else does already' : (cause.code ?? 'no reason given')
  return new Error(`Cannot listen on ${where}: ${reason}. Set HOST and PORT to a free place.`, { cause })
}

function closeWithin(server: Server, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), milliseconds)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}
