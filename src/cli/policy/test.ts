import { type Command, Option } from 'commander'
import type { Report } from '../../review/report/report'
import { type TestedCases, type TestedReader, testReport } from '../../review/test/test-report'
import { onlyThese } from '../../scenario/only'
import type { ScenarioBook } from '../../scenario/scenario'
import { openScenarios } from './open-scenarios'
import type { PolicyParts } from './policy-parts'
import { reportingCommand } from './reporting-command'
import { type DatabaseChoice, databasesFor } from './scenario-databases'
import { testCases } from './test-cases'
import { testScenarios } from './test-scenarios'

interface Options {
  readonly database: DatabaseChoice
  readonly only?: string
}

/** `npm run policy -- test`: every scenario through decide, SQL and HTTP, every case through decide and SQL. */
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
  let told: ScenarioBook | undefined
  for (const database of databasesFor(choice, process.env)) {
    const house = await database.open(parts)
    try {
      const { book, subjects } = openScenarios(parts, house.mandate)
      told = only === undefined ? book : onlyThese(book, only)
      readers.push(...(await testScenarios(parts, { book: told, subjects, house, on: database.name })))
      // WHY last: a case takes the place of the demo world.
      if (only === undefined) cases.push(await testCases(parts.caseFiles(), house, database.name))
    } finally {
      await house.close()
    }
  }
  if (told === undefined) throw new Error('No database was chosen.')
  const called = new Map([...parts.names].map(([name, id]) => [id, name]))
  return testReport({ book: told, readers, cases, called, ...(only === undefined ? {} : { only }) })
}
