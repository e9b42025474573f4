import { SingleBar } from 'cli-progress'
import { Command, InvalidArgumentError } from 'commander'
import { keepPrivate } from '../app/secrets'
import { readSettings } from '../app/settings'
import { type DatabaseSettings } from '../platform/database/open-database'
import { type ConnectedDatabase } from '../platform/database/transaction'

/** The size of the world to make. */
export interface WorldRequest {
  readonly organisations: number
  readonly partners: number
  readonly seed: number
  readonly invoices?: number
}

export interface WorldStep {
  readonly done: number
  readonly total: number
  readonly doing: string
}

/** The result: rows by table, and a few people to sign in as. */
export interface MadeWorld {
  readonly rows: ReadonlyMap<string, number>
  readonly people: readonly {
    readonly email: string
    readonly organisation: string
    readonly role: string
    readonly situation: string
  }[]
}

export interface WorldParts {
  readonly open: (address: string, settings: DatabaseSettings) => Promise<ConnectedDatabase>
  readonly generate: (
    database: ConnectedDatabase,
    request: WorldRequest,
    progress: (step: WorldStep) => void,
  ) => Promise<MadeWorld>
  /** The password of every User. */
  readonly password: string
}

/** `npm run world -- --organisations 20000 --partners 300 --seed 7`: fills an empty database. */
export function worldCommand(parts: WorldParts): Command {
  return new Command('world')
    .description('Fill an empty database with a made-up world; DATABASE_URL chooses the database')
    .requiredOption('--organisations <number>', 'how many Organisations, Partners included', whole)
    .requiredOption('--partners <number>', 'how many of them are Partners', whole)
    .option('--seed <number>', 'the same seed makes the same world', whole, 7)
    .option('--invoices <number>', '50 for each Organisation by default', whole)
    .action((request: WorldRequest) => fill(parts, request))
}

async function fill({ open, generate, password }: WorldParts, request: WorldRequest): Promise<void> {
  const settings = readSettings(process.env)
  const { databaseUrl } = settings
  for (const sentence of keepPrivate(settings)) console.error(sentence)
  // WHY no timeout: a statement here inserts thousands of rows, and nobody waits for it.
  const database = await open(databaseUrl, { connections: 1, statementTimeoutSeconds: 0 })
  try {
    const started = process.hrtime.bigint()
    const made = await withBar((progress) => generate(database, request, progress))
    const seconds = Number((process.hrtime.bigint() - started) / 1_000_000n) / 1000
    process.stdout.write(report(made, { seconds, password }))
  } finally {
    await database.destroy()
  }
}

async function withBar(
  make: (progress: (step: WorldStep) => void) => Promise<MadeWorld>,
): Promise<MadeWorld> {
  const bar = new SingleBar({
    format: '{bar} {percentage} % · {value} of {total} {doing} · {eta_formatted} to go',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  })
  // WHY it starts with the first step: a refused database must not leave an empty progress bar on the screen.
  const show = ({ done, total, doing }: WorldStep): void => {
    if (!bar.isActive) bar.start(total, done, { doing })
    bar.update(done, { doing })
  }
  try {
    return await make(show)
  } finally {
    bar.stop()
  }
}

function report(
  { rows, people }: MadeWorld,
  { seconds, password }: { readonly seconds: number; readonly password: string },
): string {
  const count = (table: string) => (rows.get(table) ?? 0).toLocaleString('en')
  const all = [...rows.values()].reduce((sum, each) => sum + each, 0).toLocaleString('en')
  const reported = ['organisations', 'partners', 'users', 'products', 'orders', 'invoices', 'invoice_lines']
  const lines = [
    `Filled the database with ${all} rows in ${seconds.toFixed(1)} s.`,
    ...reported.map((table) => `  ${count(table).padStart(10)} ${table.replaceAll('_', ' ')}`),
    `Sign in as one of these; everybody's password is ${password}.`,
    ...people.map(
      (person) => `  ${person.email}  ${person.role} of ${person.organisation}: ${person.situation}`,
    ),
  ]
  return lines.join('\n') + '\n'
}

function whole(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError('It must be a whole number.')
  return number
}
