import { readFileSync, writeFileSync } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { readOperations } from '../../analysis/ask-everything'
import { type Asking, findLeaks } from '../../analysis/leaks/find-leaks'
import { leaksReport, readLeaks, repeatLeaks } from '../../analysis/leaks/leaks-report'
import { openScanDatabase } from '../../analysis/leaks/scan-database'
import { type ScanTarget } from '../../analysis/leaks/scan-target'
import { everyPrincipal, principalText } from '../../analysis/principals'
import { type Report } from '../../analysis/report/report'
import { suggest } from '../../policy/parse/policy-error'
import { type Principal } from '../../policy/principal'
import { type Database } from '../../read/read-context'
import { NOBODY } from '../../testing/scenarios/scenario'
import { databasesFor } from './analysis-databases'
import { type DemoDatabase } from './current-database'
import { openScenarios, type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

/** The default number of comparisons: about half a minute. */
const PAIRS = 2000

interface Options {
  readonly operation?: string
  readonly variables?: string
  readonly type?: string
  readonly as?: readonly string[]
  readonly pairs?: number
  readonly seconds?: number
  readonly seed: number
  readonly database: 'sqlite' | 'mariadb'
  readonly save?: string
  readonly repeat?: string
}

/** `npm run policy -- leaks`: searches for answers that hidden data changes. */
export function policyLeaksCommand(parts: PolicyParts): Command {
  const description =
    'Ask, change what the principal may not see, ask again; report every answer that differs'
  return reportingCommand({ name: 'leaks', description }, (command) => search(parts, command.opts<Options>()))
    .addOption(
      new Option('--operation <file>', 'aim at the queries of a GraphQL file').conflicts(['type', 'repeat']),
    )
    .option('--variables <json>', 'their variables, as a JSON object')
    .addOption(
      new Option('--type <type>', 'aim at operations that read rows of this type').conflicts('repeat'),
    )
    .option('--as <persona...>', `ask only as these: keys of \`npm run -s personas\`, or ${NOBODY}`)
    .option('--pairs <n>', `how many answers to compare; ${PAIRS} if no budget is given`, wholeNumber)
    .option('--seconds <n>', 'stop after so long', wholeNumber)
    .option('--seed <n>', 'which operations and changes are made', wholeNumber, 1)
    .addOption(
      new Option('--database <which>', 'where the demo world is made')
        .choices(['sqlite', 'mariadb'])
        .default('sqlite'),
    )
    .option('--save <file>', 'keep the leaks found, as JSON')
    .option('--repeat <file>', 'try kept leaks again, instead of a search')
}

async function search(parts: PolicyParts, options: Options): Promise<Report> {
  const [database] = databasesFor(options.database, process.env)
  if (database === undefined) throw new Error('No database was chosen.')
  const demo = await database.open(parts)
  try {
    const { book } = openScenarios(parts, demo.mandate)
    const target = targetOf(options, demo.mandate.model.types.keys())
    const principals = await principalsOf(parts, demo, options)
    const analysis = await openScanDatabase(demo.mandate, book.clock)
    const { seed } = options
    const found =
      options.repeat === undefined
        ? await findLeaks(analysis, { target, principals, seed, budget: budgetOf(options) })
        : await repeatLeaks(analysis, readLeaks(readFileSync(options.repeat, 'utf8')), principals)
    if (options.save !== undefined) writeFileSync(options.save, `${JSON.stringify(found.leaks, null, 2)}\n`)
    return leaksReport(found, { target, seed, again: wordsOf(options) })
  } finally {
    await demo.close()
  }
}

function budgetOf({ pairs, seconds }: Options) {
  const most = pairs ?? (seconds === undefined ? PAIRS : undefined)
  return {
    clock: () => performance.now(),
    ...(most === undefined ? {} : { pairs: most }),
    ...(seconds === undefined ? {} : { seconds }),
  }
}

function targetOf({ operation, variables = '{}', type }: Options, types: Iterable<string>): ScanTarget {
  if (operation !== undefined) {
    return { kind: 'operations', operations: readOperations(readFileSync(operation, 'utf8'), variables) }
  }
  if (type === undefined) return { kind: 'everything' }
  const words = [...types]
  if (!words.includes(type)) throw unknown('type', type, words)
  return { kind: 'type', type }
}

async function principalsOf(
  { personas }: PolicyParts,
  demo: DemoDatabase,
  { as }: Options,
): Promise<readonly Asking[]> {
  const keys = [...personas.map((one) => one.key), NOBODY]
  for (const key of as ?? []) if (!keys.includes(key)) throw unknown('persona', key, keys)
  const named: Asking[] = []
  for (const name of as ?? keys) named.push({ name, principal: await demo.principalOf(name) })
  return as === undefined ? everybodyAsking(demo.facts.database, named) : named
}

function unknown(what: string, word: string, words: readonly string[]): Error {
  const help = suggest(word, words)
  return new Error(`There is no ${what} \`${word}\`.${help === undefined ? '' : ` (${help})`}`)
}

/** The options that change the findings. */
function wordsOf({ operation, variables, type, as, pairs, seconds, seed, database }: Options): string {
  const given = { operation, variables, type, as: as?.join(' '), pairs, seconds, seed, database }
  return Object.entries(given)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}${value === '' ? '' : ` ${String(value)}`}`],
    )
    .join(' ')
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number.')
  return Number(text)
}

/** The named personas first, then all other principals by kind. */
async function everybodyAsking(database: Database, named: readonly Asking[]): Promise<readonly Asking[]> {
  const known = new Set(named.map((one) => keyOf(one.principal)))
  const others = (await everyPrincipal(database)).filter((one) => !known.has(keyOf(one)))
  return [...named, ...others.map((principal) => ({ name: principalText(principal), principal }))]
}

function keyOf(principal: Principal): string {
  return principalText(principal)
}
