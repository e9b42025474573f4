import { Command, Option } from 'commander'
import { coveredCells } from '../../scenario/covered-cells'
import { failureText } from '../../scenario/failure-text'
import type { ScenarioBook } from '../../scenario/scenario'
import { openScenarios } from './open-scenarios'
import type { PolicyParts } from './policy-parts'
import { type DatabaseChoice, databasesFor } from './scenario-databases'
import { testCases } from './test-cases'
import { testScenarios, type TrialResult } from './test-scenarios'

/** `npm run policy -- test`: every scenario through decide, SQL and HTTP, every case through decide and SQL. */
export function policyTestCommand(parts: PolicyParts): Command {
  const choice = new Option('--database <which>', 'where the SQL runs').choices(['both', 'sqlite', 'mariadb'])
  return new Command('test')
    .description(
      'Run the scenarios through the rule engine, SQL and HTTP; what they do not list must be hidden',
    )
    .addOption(choice.default('both'))
    .action(async ({ database }: { readonly database: DatabaseChoice }) => {
      const passed = await runAll(parts, database)
      if (!passed) process.exitCode = 1
    })
}

async function runAll(parts: PolicyParts, choice: DatabaseChoice): Promise<boolean> {
  const called = new Map([...parts.names].map(([name, id]) => [id, name]))
  let passed = true
  for (const database of databasesFor(choice, process.env)) {
    const house = await database.open(parts)
    try {
      const { book, subjects } = openScenarios(parts, house.mandate)
      passed = tellCoverage(book) && passed
      for (const result of await testScenarios(parts, { book, subjects, house, on: database.name })) {
        tellResult(result, called)
        passed = passed && result.failures.length === 0
      }
      // WHY last: a case takes the place of the demo world.
      passed = (await testCases(parts.caseFiles(), house, database.name)) && passed
    } finally {
      await house.close()
    }
  }
  return passed
}

function tellCoverage(book: ScenarioBook): boolean {
  const { covered, missing } = coveredCells(book)
  const cells = covered.length + missing.length
  const personas = new Set(book.scenarios.flatMap(({ as }) => as)).size
  console.log(
    `${book.scenarios.length} scenarios, ${personas} personas, ${covered.length} of ${cells} cells of the table`,
  )
  for (const cell of missing) console.error(`✗ no scenario proves ${cell}`)
  return missing.length === 0
}

function tellResult(result: TrialResult, called: ReadonlyMap<string, string>): void {
  for (const failure of result.failures) {
    console.error(failureText(failure, called.get(failure.row) ?? failure.row, failure.rule))
  }
  const { reader, compared, failures, milliseconds } = result
  const outcome = failures.length === 0 ? '✓' : `✗ ${failures.length} failures,`
  console.log(`${outcome} ${reader}: ${compared} rows, fields and actions compared in ${milliseconds} ms`)
}
