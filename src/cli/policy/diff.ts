import type { Command } from 'commander'
import { diffReport } from '../../review/diff/diff-report'
import { policyDiff } from '../../review/diff/policy-diff'
import type { Report } from '../../review/report/report'
import { openSolver } from '../../review/solve/z3-solver'
import type { PolicyParts } from './policy-parts'
import { reportingCommand } from './reporting-command'
import { loadVersion } from './version/load-version'
import { readVersion } from './version/read-version'

/** `npm run policy -- diff BASE [HEAD]`: what two versions of the policies answer differently, by proof. */
export function policyDiffCommand(parts: PolicyParts): Command {
  return reportingCommand(
    {
      name: 'diff',
      description: 'Compare two versions of the policies, for everybody in every world; 1 where they differ',
    },
    (command) => run(parts, command),
  )
    .argument('<base>', 'a git revision, a folder, or a draft that replaces documents of the working tree')
    .argument('[head]', 'the same; without it, the working tree')
}

async function run(parts: PolicyParts, command: Command): Promise<Report> {
  const [baseWord = '', headWord] = command.args
  const base = readVersion(baseWord, parts.project)
  const head = readVersion(headWord, parts.project)
  const { roles } = parts
  const model = await parts.modelWithoutData()
  const today = { types: model.types, roles }
  const sides = { base: loadVersion(base, today, 'base'), head: loadVersion(head, today, 'head') }
  const solver = openSolver()
  try {
    return diffReport(await policyDiff({ ...sides, model, solver, roles }), {
      base: base.name,
      head: head.name,
    })
  } finally {
    await solver.close()
  }
}
