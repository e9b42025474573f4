import { Command } from 'commander'
import type { Logger } from 'pino'
import type { ConnectedDatabase } from '../data/connected-database'
import type { Assembled, Parts } from '../assemble'
import type { DatabaseSettings } from '../data/database-settings'
import { inOperation, OperationEnded } from '../data/operation-scope'
import { type DecisionLog, openDecisionLog } from '../decision-log/decision-log'
import { factKey } from '../decision-log/fact-print'
import type { Job } from '../jobs/job'
import type { JobParts } from '../jobs/job-parts'
import { type Scheduler, startScheduler } from '../jobs/scheduler'
import type { Download } from '../server/downloads/download'
import { readDatabase } from '../query/read-database'
import { startGateway } from '../server/gateway'
import { createLogger } from '../server/logger'
import { keepPrivate } from '../server/private-files'
import { publicUrlOf } from '../server/public-url'
import { secretOf } from '../server/secret'
import type { Settings } from '../server/settings'
import { readSettings } from '../server/settings'
import { systemClockIn } from '../services/clock'
import { countDemoPeople, type KnownSecrets, refuseExposedDemo } from './demo-people'
import type { Persona } from './persona'

export interface ServeParts {
  readonly open: (address: string, settings: DatabaseSettings) => Promise<ConnectedDatabase>
  readonly mandateOn: (
    dataSource: ConnectedDatabase,
    settings: Pick<Parts, 'secret' | 'maximumCost'>,
  ) => Assembled
  readonly jobsOn: (parts: JobParts) => readonly Job[]
  readonly downloadsOf: (settings: Settings) => readonly Download[]
  readonly fillDemoWorld: (dataSource: ConnectedDatabase) => Promise<void>
  readonly personas: readonly Persona[]
  /** What everybody knows of the demo world. */
  readonly known: KnownSecrets
}

/** `npm start`: opens the database, fills an empty one with the demo world where that is wanted, and answers. */
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
    if (people > 0) logger.warn({ people }, 'This is the demo world: everybody knows how to sign in')
    const gateway = await startGateway({
      engine: mandate.engine,
      dataSource,
      writing: mandate,
      settings,
      personas,
      world: people > 0 ? 'demo' : undefined,
      downloads: parts.downloadsOf(settings),
      decisions,
      logger,
      clock: systemClockIn(settings.legalTimeZone),
    })
    console.log(banner(gateway.url, settings, personas))
    const ending = new AbortController()
    const clock = systemClockIn(settings.legalTimeZone)
    const jobs = { dataSource, publicUrl: publicUrlOf(settings), settings, clock, logger }
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

/** How long what was ended may take to say so. */
const LAST_WORDS_MS = 2000

/** INVARIANT: a gateway that is told to stop is gone soon after its grace, whatever its databases do. */
function endAfter(graceMs: number, ending: AbortController): void {
  const stopped = new OperationEnded('gone', 'The gateway stops.')
  setTimeout(() => ending.abort(stopped), graceMs).unref()
  setTimeout(() => process.exit(1), graceMs + LAST_WORDS_MS).unref()
}

/** WHY SIGHUP: whoever rotates the log moves the file away and says so. */
function decisionsOf(settings: Settings, mandate: Assembled, logger: Logger): DecisionLog | undefined {
  if (settings.decisionLog === undefined) return undefined
  const { model, policies, dataSource } = mandate
  const facts = { database: readDatabase(dataSource), model }
  const key = factKey(secretOf(settings))
  const decisions = openDecisionLog({ path: settings.decisionLog, policies, facts, key, logger })
  process.on('SIGHUP', () => decisions.reopen())
  return decisions
}

function startJobs({ jobsOn }: Pick<ServeParts, 'jobsOn'>, parts: JobParts): Scheduler | undefined {
  return parts.settings.jobs === 'on' ? startScheduler(jobsOn(parts), parts) : undefined
}

/** Fills an empty database with the demo world where that is wanted. How many known sign-ins the database holds now. */
async function demoPeopleIn(
  dataSource: ConnectedDatabase,
  settings: Settings,
  { fillDemoWorld, personas, known }: Pick<ServeParts, 'fillDemoWorld' | 'personas' | 'known'>,
): Promise<number> {
  const [somebody] = await dataSource.query<readonly unknown[]>('SELECT id FROM users LIMIT 1')
  if (somebody === undefined && settings.demo) {
    // WHY before it is filled: a refusal must not leave a world behind that nobody wanted.
    refuseExposedDemo(settings, personas.length)
    await fillDemoWorld(dataSource)
  }
  const people = await countDemoPeople(dataSource, known)
  refuseExposedDemo(settings, people)
  return people
}

function banner(url: string, settings: Settings, personas: readonly Persona[]): string {
  const lines = [
    `Mandate answers on ${url}`,
    `  GraphQL   ${url}/graphql`,
    ...(settings.graphiql ? [`  GraphiQL  ${url}/   (works offline)`] : []),
    `  Health    ${url}/healthz  ${url}/readyz`,
  ]
  const [first] = personas
  if (first !== undefined) {
    lines.push(
      '  DEMO      made-up people with a known password: put no data of anybody here',
      `  Sign in   as ${first.email} with ${first.password}, or as anyone of \`npm run -s personas\``,
    )
  }
  return ['', ...lines, ''].join('\n')
}
