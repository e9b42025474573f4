import { type Command, Option } from 'commander'
import { type Report } from '../../analysis/report/report'
import { readSettings } from '../../app/settings'
import { startGateway } from '../../http/gateway'
import { createLogger } from '../../platform/logger'
import { type Explanation } from '../../policy/evaluate/explain'
import { suggest } from '../../policy/parse/policy-error'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { loadCases } from '../../testing/cases/load-cases'
import { type CaseFailure, runCase, runCaseInSql } from '../../testing/cases/run-case'
import { askEngine, askHttp } from '../../testing/scenarios/ask-engine'
import { decideReader } from '../../testing/scenarios/decide-reader'
import { graphqlReader } from '../../testing/scenarios/graphql-reader'
import { questionTexts } from '../../testing/scenarios/question-texts'
import { type Failure, type Reader, runScenarios, type Subject } from '../../testing/scenarios/run-scenarios'
import { type ScenarioBook } from '../../testing/scenarios/scenario'
import {
  type ExplainedFailure,
  type TestedCases,
  type TestedReader,
  testReport,
} from '../../testing/test-report'
import { type DatabaseChoice, databasesFor } from './analysis-databases'
import { type DemoDatabase } from './current-database'
import { explanationOf } from './explain'
import { openScenarios, type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

interface Options {
  readonly database: DatabaseChoice
  readonly only?: string
}

/** `npm run policy -- test`: runs every scenario through decide, SQL and HTTP, and every case through decide and SQL. */
export function policyTestCommand(parts: PolicyParts): Command {
  const choice = new Option('--database <which>', 'where the SQL runs').choices(['both', 'sqlite', 'mariadb'])
  const description =
    'Run the scenarios through the rule engine, SQL and HTTP; what they do not list must be hidden'
  return reportingCommand({ name: 'test', description }, (command) => run(parts, command.opts<Options>()))
    .addOption(choice.default('both'))
    .option('--only <file/persona>', 'the personas of one file, one persona, or one persona of a file')
}

async function run(parts: PolicyParts, { database: choice, only }: Options): Promise<Report> {
  const readers: TestedReader[] = []
  const cases: TestedCases[] = []
  let reported: ScenarioBook | undefined
  for (const database of databasesFor(choice, process.env)) {
    const demo = await database.open(parts)
    try {
      const { book, subjects } = openScenarios(parts, demo.mandate)
      reported = only === undefined ? book : onlyThese(book, only)
      readers.push(...(await testScenarios(parts, { book: reported, subjects, demo, on: database.name })))
      // WHY last: a case replaces the demo world.
      if (only === undefined) cases.push(await testCases(parts.caseFiles(), demo, database.name))
    } finally {
      await demo.close()
    }
  }
  if (reported === undefined) throw new Error('No database was chosen.')
  const called = new Map([...parts.names].map(([name, id]) => [id, name]))
  return testReport({ book: reported, readers, cases, called, ...(only === undefined ? {} : { only }) })
}

/** The scenarios, and the database they run on. */
interface Trial {
  readonly book: ScenarioBook
  readonly subjects: readonly Subject[]
  readonly demo: DemoDatabase
  /** `SQLite` */
  readonly on: string
}

/** Runs all scenarios through the three readers, one after the other. */
export async function testScenarios(parts: PolicyParts, trial: Trial): Promise<readonly TestedReader[]> {
  const { book, subjects, demo, on } = trial
  const { mandate, facts, principalOf } = demo
  const { clock } = book
  const texts = questionTexts(mandate.schema)
  const common = { texts, facts, subjects }
  const engine = askEngine({ engine: mandate.engine, principalOf, clock })
  const results = [
    await explained(trial, decideReader({ policies: mandate.policies, facts, principalOf, subjects, clock })),
    await explained(trial, graphqlReader({ name: `SQL on ${on}`, ask: engine, ...common })),
  ]
  const gateway = await openGateway(parts, trial)
  try {
    const accounts = new Map(
      parts.personas.map(({ key, email, password, token, ids }) => [
        key,
        {
          email,
          password,
          organisation: ids.organisation === null ? null : `Organisation:${ids.organisation}`,
          ...(token === undefined ? {} : { token: token.secret }),
        },
      ]),
    )
    const ask = askHttp({ url: `${gateway.url}/graphql`, accounts })
    return [...results, await explained(trial, graphqlReader({ name: `HTTP on ${on}`, ask, ...common }))]
  } finally {
    await gateway.close()
  }
}

async function explained(trial: Trial, reader: Reader): Promise<TestedReader> {
  const result = await runScenarios(trial.book, trial.subjects, reader)
  const failures: ExplainedFailure[] = []
  for (const failure of result.failures)
    failures.push({ ...failure, explanation: await behind(trial, failure) })
  return { ...result, failures }
}

function behind({ book, demo }: Trial, { persona, type, row, what }: Failure): Promise<Explanation | null> {
  const field = what.kind === 'field' ? { field: what.name } : {}
  const question = { action: what.kind === 'action' ? what.name : 'read', type, ...field }
  return explanationOf({ ...demo, clock: book.clock }, { persona, question, row })
}

/** A gateway in report mode: each withheld cell is an error at its path, so that none can look like an empty one. */
function openGateway({ personas }: PolicyParts, { book, demo }: Trial) {
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    ACCESS_MODE: 'report',
    LOG_LEVEL: 'error',
    SHUTDOWN_MS: '1000',
  }
  const settings = readSettings(environment)
  return startGateway({
    engine: demo.mandate.engine,
    dataSource: demo.dataSource,
    settings,
    personas: personas.filter(({ token }) => token === undefined),
    logger: createLogger(settings.logLevel),
    clock: { now: () => book.clock },
  })
}

/** Runs every case through the rule engine and SQL. This deletes the contents of the database. */
async function testCases(
  files: readonly PolicyFile[],
  { mandate, dataSource }: Pick<DemoDatabase, 'mandate' | 'dataSource'>,
  on: string,
): Promise<TestedCases> {
  const cases = loadCases(files, mandate)
  const failures: CaseFailure[] = []
  for (const one of cases) {
    failures.push(...runCase(one, mandate.policies, mandate.model))
    failures.push(...(await runCaseInSql(one, { mandate, dataSource, on })))
  }
  const cells = cases.reduce((sum, { expect }) => sum + expect.length, 0)
  return { on, cases: cases.length, cells, failures }
}

/**
 * The scenarios of one file, of one persona, or of one persona of a file: `client-owner`, `story-ended.yaml`,
 * `story-ended/partner-ended`. Other scenarios of these personas stay, because all of them together list what they see.
 * @throws a sentence if the word matches no scenario.
 */
export function onlyThese(book: ScenarioBook, words: string): ScenarioBook {
  const parts = words.split('/').map((part) => part.replace(/\.ya?ml$/, ''))
  const files = new Map(book.scenarios.map((one) => [fileOf(one.path), one.as]))
  const everybody = new Set(book.scenarios.flatMap(({ as }) => as))
  let personas = everybody
  for (const part of parts) {
    const named = everybody.has(part) ? [part] : files.get(part)
    if (named === undefined) {
      const help = suggest(part, [...files.keys(), ...everybody])
      throw new Error(
        `There is no scenario file and no persona \`${part}\`.${help === undefined ? '' : ` (${help})`}`,
      )
    }
    personas = new Set(named.filter((persona) => personas.has(persona)))
  }
  if (personas.size === 0) throw new Error(`No scenario is about \`${words}\`.`)
  const scenarios = book.scenarios
    .map((one) => ({ ...one, as: one.as.filter((persona) => personas.has(persona)) }))
    .filter(({ as }) => as.length > 0)
  return { ...book, scenarios }
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '')
}
