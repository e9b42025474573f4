import { readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { readOperations } from '../../analysis/ask-everything'
import { outcomeOf } from '../../analysis/outcome/outcome'
import { outcomeReport } from '../../analysis/outcome/outcome-report'
import { type Report } from '../../analysis/report/report'
import { NOBODY } from '../../testing/scenarios/scenario'
import { openCurrentDatabase } from './current-database'
import { openScenarios, type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

interface Options {
  readonly as: string
  readonly variables: string
  readonly name?: string
  readonly schema: 'stable' | 'reduced'
}

/** `npm run policy -- outcome FILE --as PERSONA`: reports what a principal gets of a query, path by path, and why. */
export function policyOutcomeCommand(parts: PolicyParts): Command {
  const description =
    'Say what a persona gets of a query, path by path: value, null, redacted, error, absent - and why'
  return reportingCommand({ name: 'outcome', description }, (command) => {
    const [file = ''] = command.args
    return outcome(parts, file, command.opts<Options>())
  })
    .argument('<file>', 'a GraphQL document with a query')
    .requiredOption('--as <persona>', `a key of \`npm run -s personas\`, or ${NOBODY}`)
    .option('--variables <json>', 'a JSON object', '{}')
    .option('--name <operation>', 'which of several queries')
    .addOption(
      new Option('--schema <mode>', 'what it is validated against')
        .choices(['stable', 'reduced'])
        .default('stable'),
    )
}

async function outcome(parts: PolicyParts, file: string, options: Options): Promise<Report> {
  const operations = readOperations(readFileSync(file, 'utf8'), options.variables)
  const chosen = operations.find((one) => options.name === undefined || one.name === options.name)
  if (chosen === undefined || (options.name === undefined && operations.length > 1)) {
    const names = operations.map((one) => one.name ?? 'one without a name').join(', ')
    throw new Error(`Say which query with --name: the file holds ${names}.`)
  }
  const demo = await openCurrentDatabase(parts)
  try {
    const { engine, policies } = demo.mandate
    const principal = await demo.principalOf(options.as)
    const now = openScenarios(parts, demo.mandate).book.clock
    const { text, variables } = chosen
    const dependencies = { engine, policies, facts: demo.facts, now }
    const outcomes = await outcomeOf(dependencies, { text, variables, principal, schema: options.schema })
    return outcomeReport(options.as, outcomes)
  } finally {
    await demo.close()
  }
}
