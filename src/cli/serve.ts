import { Command } from 'commander'
import { type Logger } from 'pino'
import { type Assembled, type Parts } from '../app/assemble'
import { keepPrivate, secretOf } from '../app/secrets'
import { readSettings, type Settings } from '../app/settings'
import { type Download } from '../http/download'
import { exposureOf, type ExposureSettings } from '../http/exposure'
import { startGateway } from '../http/gateway'
import { issuerOf, publicUrlOf } from '../http/link-pages'
import { systemClockIn } from '../platform/clock'
import { type DatabaseSettings } from '../platform/database/open-database'
import { inOperation, OperationEnded } from '../platform/database/operation-scope'
import { type ConnectedDatabase } from '../platform/database/transaction'
import { factHashKey } from '../platform/decision-log/decision-entry'
import { type DecisionLog, openDecisionLog } from '../platform/decision-log/decision-log'
import { type Job, type JobParts } from '../platform/jobs/job'
import { type Scheduler, startScheduler } from '../platform/jobs/scheduler'
import { createLogger } from '../platform/logger'
import { readDatabase } from '../read/read-context'
import { type DemoPersona } from './persona'

interface ServeParts {
  readonly open: (address: string, settings: DatabaseSettings) => Promise<ConnectedDatabase>
  readonly mandateOn: (
    dataSource: ConnectedDatabase,
    settings: Pick<Parts, 'secret' | 'maximumCost'>,
  ) => Assembled
  readonly jobsOn: (parts: JobParts) => readonly Job[]
  readonly downloadsOf: (settings: Settings) => readonly Download[]
  readonly fillDemoWorld: (dataSource: ConnectedDatabase) => Promise<void>
  /** Moves what in the demo world lasts some hours to now. */
  readonly renewDemoVisits: (dataSource: ConnectedDatabase, now: Date) => Promise<void>
  readonly personas: readonly DemoPersona[]
  /** The passwords and tokens of the demo world, which everybody knows. */
  readonly known: KnownSecrets
}

/** `npm start`: opens the database, fills an empty one with the demo world if the settings ask for it, and serves. */
export function serveCommand(parts: ServeParts): Command {
  return new Command('serve').description('Run the gateway').action(() => serve(parts))
}

async function serve(parts: ServeParts): Promise<void> {
  const settings = readSettings(process.env)
  const logger = createLogger(settings.logLevel)
  for (const sentence of keepPrivate(settings)) logger.warn(sentence)
  const dataSource = await parts.open(settings.databaseUrl, {
    connections: 10,
    statementTimeoutSeconds: settings.statementTimeoutMs / 1000,
  })
  try {
    const mandate = parts.mandateOn(dataSource, {
      secret: secretOf(settings),
      maximumCost: settings.maxCost,
    })
    const decisions = decisionsOf(settings, mandate, logger)
    const people = await demoPeopleIn(dataSource, settings, parts)
    const personas = settings.demo && people > 0 ? parts.personas : []
    if (personas.length > 0)
      await parts.renewDemoVisits(dataSource, systemClockIn(settings.legalTimeZone).now())
    if (people > 0) logger.warn({ people }, 'This is the demo world: everybody knows how to sign in')
    const gateway = await startGateway({
      engine: mandate.engine,
      dataSource,
      writing: mandate,
      settings,
      personas,
      world: people > 0 ? 'demo' : undefined,
      downloads: parts.downloadsOf({ ...settings, publicUrl: publicUrlOf(settings) }),
      decisions,
      logger,
      clock: systemClockIn(settings.legalTimeZone),
    })
    console.log(banner(gateway.url, settings, personas))
    const ending = new AbortController()
    const clock = systemClockIn(settings.legalTimeZone)
    const jobs = {
      dataSource,
      publicUrl: publicUrlOf(settings),
      issuer: issuerOf(settings),
      settings,
      clock,
      logger,
    }
    const scheduler = await inOperation({ spender: 'jobs', signal: ending.signal }, () =>
      Promise.resolve(startJobs(parts, jobs)),
    )
    const stop = (): void => {
      endAfter(settings.shutdownMs, ending)
      void Promise.all([gateway.close(), scheduler?.stop()])
        .then(() => decisions?.close())
        .then(() => dataSource.destroy())
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  } catch (problem) {
    await dataSource.destroy()
    throw problem
  }
}

/** How long ended statements may take to return. */
const LAST_WORDS_MS = 2000

/** INVARIANT: a stopping gateway exits soon after its grace period, whatever its databases do. */
function endAfter(graceMs: number, ending: AbortController): void {
  const stopped = new OperationEnded('gone', 'The gateway stops.')
  setTimeout(() => ending.abort(stopped), graceMs).unref()
  setTimeout(() => process.exit(1), graceMs + LAST_WORDS_MS).unref()
}

/** WHY SIGHUP: log rotation moves the file away and then sends this signal. */
function decisionsOf(settings: Settings, mandate: Assembled, logger: Logger): DecisionLog | undefined {
  if (settings.decisionLog === undefined) return undefined
  const { model, policies, dataSource } = mandate
  const facts = { database: readDatabase(dataSource), model }
  const key = factHashKey(secretOf(settings))
  const decisions = openDecisionLog({ path: settings.decisionLog, policies, facts, key, logger })
  process.on('SIGHUP', () => decisions.reopen())
  return decisions
}

function startJobs({ jobsOn }: Pick<ServeParts, 'jobsOn'>, parts: JobParts): Scheduler | undefined {
  return parts.settings.jobs === 'on' ? startScheduler(jobsOn(parts), parts) : undefined
}

/** Fills an empty database with the demo world if the settings ask for it. Returns how many known sign-ins the database now holds. */
async function demoPeopleIn(
  dataSource: ConnectedDatabase,
  settings: Settings,
  { fillDemoWorld, personas, known }: Pick<ServeParts, 'fillDemoWorld' | 'personas' | 'known'>,
): Promise<number> {
  const [somebody] = await dataSource.query<readonly unknown[]>('SELECT id FROM users LIMIT 1')
  if (somebody === undefined && settings.demo) {
    // WHY before it is filled: a refusal must not leave a demo world behind.
    refuseExposedDemo(settings, personas.length)
    await fillDemoWorld(dataSource)
  }
  const people = await countDemoPeople(dataSource, known)
  refuseExposedDemo(settings, people)
  return people
}

function banner(url: string, settings: Settings, personas: readonly DemoPersona[]): string {
  const lines = [
    `Mandate answers on ${url}`,
    `  GraphQL   ${url}/graphql`,
    ...(settings.graphiql ? [`  GraphiQL  ${url}/   (works offline)`] : []),
    `  Health    ${url}/healthz  ${url}/readyz`,
  ]
  const [first] = personas
  if (first !== undefined) {
    lines.push(
      '  DEMO      made-up people with a known password: store no real data here',
      `  Sign in   as ${first.email} with ${first.password}, or as anyone of \`npm run -s personas\``,
    )
  }
  return ['', ...lines, ''].join('\n')
}

/** The stored digests of the passwords and tokens that the documentation prints, which sign demo people in. */
interface KnownSecrets {
  readonly passwordHash: string
  readonly tokenHashes: readonly string[]
}

/** Counts the passwords and tokens of a database that every reader of the documentation knows. */
async function countDemoPeople(
  database: ConnectedDatabase,
  { passwordHash, tokenHashes }: KnownSecrets,
): Promise<number> {
  const [people] = await database.query<readonly { readonly n: number }[]>(
    'SELECT COUNT(*) AS n FROM users WHERE password_hash = ?',
    [passwordHash],
  )
  const places = tokenHashes.map(() => '?').join(', ')
  const [tokens] = await database.query<readonly { readonly n: number }[]>(
    `SELECT COUNT(*) AS n FROM api_tokens WHERE revoked_at IS NULL AND token_hash IN (${places})`,
    [...tokenHashes],
  )
  return (people?.n ?? 0) + (tokens?.n ?? 0)
}

/**
 * INVARIANT: a gateway that others reach does not start on a database with people whose password the documentation prints,
 * however old the database is, unless ALLOW_DEMO_PEOPLE is set.
 * @param people their number in the database; with `DEMO`, the number of people that would be added to an empty one.
 * @throws a sentence that says why, and which settings change it.
 */
export function refuseExposedDemo(
  settings: ExposureSettings & Pick<Settings, 'allowDemoPeople'>,
  people: number,
): void {
  const reasons = exposureOf(settings)
  if (people === 0 || reasons.length === 0 || settings.allowDemoPeople) return
  throw new Error(
    `The database holds the demo world: ${people} sign-ins and tokens that every reader of the documentation knows. ` +
      `It is not served, because ${reasons.join(', and ')}. Choose another database with DATABASE_URL, or set ` +
      'ALLOW_DEMO_PEOPLE=true to let everybody in.',
  )
}
