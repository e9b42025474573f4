import { type Command, InvalidArgumentError } from 'commander'
import { possibility } from '../../analysis/diff/changed-questions'
import { impactReport } from '../../analysis/impact/impact-report'
import { policyImpact } from '../../analysis/impact/policy-impact'
import { type Report } from '../../analysis/report/report'
import { openSolver } from '../../analysis/solver/z3-solver'
import { slotsOf } from '../../policy/compile/class-policy'
import { SIGNED_OUT } from '../../policy/principal'
import { readDatabase } from '../../read/read-context'
import { describeCurrentDatabase } from './current-database'
import { type PolicyParts } from './policy-files'
import { loadVersion } from './policy-version'
import { readVersion } from './read-version'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- impact BASE [HEAD]`: counts the cells of the database that each class of principals gains and loses. */
export function policyImpactCommand(parts: PolicyParts): Command {
  return reportingCommand(
    {
      name: 'impact',
      description: 'Count, in the database in use, the cells that a change of the policies opens and closes',
    },
    (command) => run(parts, command),
  )
    .argument('<base>', 'a git revision, a folder, or a draft that replaces documents of the working tree')
    .argument('[head]', 'the same; without it, the working tree')
    .option('--timeout <seconds>', 'how long one statement may take', seconds, 120)
}

async function run(parts: PolicyParts, command: Command): Promise<Report> {
  const [baseWord = '', headWord] = command.args
  const { timeout } = command.opts<{ readonly timeout: number }>()
  const base = readVersion(baseWord, parts.project)
  const head = readVersion(headWord, parts.project)
  const solver = openSolver()
  const { name, dataSource } = await describeCurrentDatabase(parts, process.env['DATABASE_URL'], timeout)
  try {
    const model = parts.modelOn(dataSource)
    const today = { types: model.types, roles: parts.roles }
    const sides = { base: loadVersion(base, today, 'base'), head: loadVersion(head, today, 'head') }
    const slots = slotsOf(SIGNED_OUT, new Date())
    const database = readDatabase(dataSource)
    const isPossible = possibility({ model, solver, roles: parts.roles })
    const impact = await policyImpact({ ...sides, model, database, slots, isPossible })
    return impactReport(impact, { base: base.name, head: head.name, database: name })
  } finally {
    await solver.close()
    await dataSource.destroy()
  }
}

function seconds(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1)
    throw new InvalidArgumentError('It must be a whole number of seconds.')
  return number
}
