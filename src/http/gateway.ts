import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { type Logger } from 'pino'
import { secretOf } from '../app/secrets'
import { type Settings } from '../app/settings'
import { withCookieQuestion } from '../auth/open-session'
import { type Persona } from '../auth/persona'
import { type Clock } from '../platform/clock'
import { sealerFor } from '../platform/crypto/sealed-text'
import { type SqlDatabase } from '../platform/database/transaction'
import { type DecisionLog } from '../platform/decision-log/decision-log'
import { attemptsOn } from '../platform/limits/attempts'
import { countersFor, type CounterStore, rateLimit, rateLimitOn } from '../platform/limits/counters'
import { budgetsOn } from '../platform/limits/mail-budgets'
import { type MailBook } from '../platform/mail/mail-book'
import { unnamedOf } from '../read/schema/by-nobody'
import { type WriteDependencies } from '../write/operation'
import { type AnswerRequest, answerRequestWith } from './answer-request'
import { apolloServers, operationPlugin } from './apollo-servers'
import { costBudget } from './cost-budget'
import { documentsWithin } from './documents'
import { type Download, placesForEach } from './download'
import { formatErrorWith } from './format-error'
import { linkPages, type PageFile, pageFile, issuerOf, publicUrlOf } from './link-pages'
import { type FailuresByNobody, failuresByNobody } from './refusals'
import { type Engine } from './request-context'
import { trustedDocuments } from './trusted-documents'

export interface GatewayOptions {
  readonly engine: Engine
  readonly dataSource: SqlDatabase
  /** What mutations write to; undefined for a gateway that only reads. */
  readonly writing?: Writing | undefined
  readonly settings: Settings
  /** The personas that the GraphiQL page offers; empty outside the demo world. */
  /** Whether people with a known password can sign in: every answer then says so. */
  readonly world?: 'demo' | undefined
  readonly personas: readonly Persona[]
  /** The downloads; none by default. */
  readonly downloads?: readonly Download[]
  /** The decision log; none by default. */
  readonly decisions?: DecisionLog | undefined
  readonly logger: Logger
  readonly clock: Clock
}

/** Tables and policies as they were put together. */
type Writing = Pick<WriteDependencies, 'dataSource' | 'model' | 'policies' | 'sealer'> & {
  readonly mails: MailBook
}

export interface Gateway {
  readonly url: string
  /** Accepts no more requests, lets the running ones finish for a limited time, then closes. Leaves the database open. */
  close(): Promise<void>
}

const QUARTER_OF_AN_HOUR = 900
const ONE_HOUR = 3600
/** How many times as many mails all places together may send to one address as one place may. */
const PLACES = 4
/** The limit of anonymous requests from one address: more than a person needs, less than a flood. */
const UNNAMED_AN_HOUR = 30
/** How many streams one principal may read at once. */
const STREAMS_AT_ONCE = 4

/** Opens the port and answers requests. The calling code opens everything else before, and closes it afterwards. */
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
      failures.report()
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
  const limits = {
    perSender: settings.mailsPerSender,
    perOrganisation: settings.mailsPerOrganisation,
    perRecipient: settings.mailsPerRecipient,
    organisations: settings.organisationsPerUser,
  }
  const dependencies =
    writing === undefined
      ? undefined
      : {
          ...writing,
          clock,
          publicUrl: publicUrlOf(settings),
          issuer: issuerOf(settings),
          budgets: budgetsOn(store, limits, writing.mails),
        }
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
      writing: dependencies,
      signIn,
      accountSecurity: {
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
      writing: dependencies,
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
      // WHY so large: the address of an export may name a thousand clients.
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

/**
 * The GraphiQL page by path: our own page from web/graphiql, the libraries from node_modules. WHY no CDN: the page
 * works without a network, and no third party learns who uses it.
 */
function graphiqlPage(personas: readonly Persona[]): ReadonlyMap<string, PageFile> {
  const html = withCookieQuestion(readFileSync(join(pages, 'index.html'), 'utf8'), 'en')
  const page = fileOf('html', Buffer.from(html))
  const files = new Map<string, PageFile>([
    ['/', page],
    ['/graphiql', page],
    ['/graphiql/personas.json', fileOf('json', Buffer.from(JSON.stringify(personas.map(shown))))],
  ])
  for (const name of ['page.js', 'page.css', 'examples.js']) {
    files.set(`/graphiql/${name}`, fileOf(extensionOf(name), readFileSync(join(pages, name))))
  }
  for (const [name, file] of libraries) {
    files.set(`/graphiql/${name}`, fileOf(extensionOf(name), readFileSync(packageFile(file))))
  }
  return files
}

/** INVARIANT: nothing is loaded from elsewhere, and only our own scripts run. WHY inline styles: GraphiQL's dialogs bring theirs. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'font-src data:',
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const pages = resolve(__dirname, '../../web/graphiql')

const libraries: readonly (readonly [string, string])[] = [
  ['react.js', 'react/umd/react.production.min.js'],
  ['react-dom.js', 'react-dom/umd/react-dom.production.min.js'],
  ['graphiql.js', 'graphiql/graphiql.min.js'],
  ['graphiql.css', 'graphiql/graphiql.min.css'],
]

/** Only what the page shows, and the password that it signs in with, which all demo personas share. */
function shown({ key, name, email, password, organisation, role, situation, ids }: Persona): Persona {
  return { key, name, email, password, organisation, role, situation, ids }
}

function fileOf(extension: string, body: Buffer): PageFile {
  return pageFile({ extension, policy: pagePolicy, body })
}

function packageFile(file: string): string {
  const [name = '', ...path] = file.split('/')
  return join(dirname(require.resolve(`${name}/package.json`)), ...path)
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
