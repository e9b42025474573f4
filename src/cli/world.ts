import { SingleBar } from 'cli-progress'
import { Command, InvalidArgumentError } from 'commander'

/** What the command asks to be made. */
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

/** What was made: rows by table, and a few people worth signing in as. */
export interface MadeWorld {
  readonly rows: ReadonlyMap<string, number>
  readonly people: readonly {
    readonly email: string
    readonly organisation: string
    readonly role: string
    readonly situation: string
  }[]
  readonly password: string
  /** Where it was written, without a password. */
  readonly database: string
}

/** Opens the database, makes the world in it, closes it. */
export type MakeWorld = (request: WorldRequest, progress: (step: WorldStep) => void) => Promise<MadeWorld>

/** `npm run world -- --organisations 20000 --partners 300 --seed 7`: fills an empty database. */
export function worldCommand(make: MakeWorld): Command {
  return new Command('world')
    .description('Fill an empty database with a made-up world; DATABASE_URL chooses the database')
    .requiredOption('--organisations <number>', 'how many Organisations, Partners included', whole)
    .requiredOption('--partners <number>', 'how many of them are Partners', whole)
    .option('--seed <number>', 'the same seed makes the same world', whole, 7)
    .option('--invoices <number>', '50 an Organisation, if not said', whole)
    .action(async (request: WorldRequest) => {
      const started = process.hrtime.bigint()
      const made = await withBar((progress) => make(request, progress))
      const seconds = Number((process.hrtime.bigint() - started) / 1_000_000n) / 1000
      process.stdout.write(report(made, seconds))
    })
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
  // WHY: a database that is refused shall not leave an empty bar behind, so it starts with the first step.
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

function report({ rows, people, password, database }: MadeWorld, seconds: number): string {
  const count = (table: string) => (rows.get(table) ?? 0).toLocaleString('en')
  const all = [...rows.values()].reduce((sum, each) => sum + each, 0).toLocaleString('en')
  const told = ['organisations', 'partners', 'users', 'products', 'orders', 'invoices', 'invoice_lines']
  const lines = [
    `Filled ${database} with ${all} rows in ${seconds.toFixed(1)} s.`,
    ...told.map((table) => `  ${count(table).padStart(10)} ${table.replaceAll('_', ' ')}`),
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
