import { type Command, Option } from 'commander'
import { diffReport } from '../../analysis/diff/diff-report'
import { differenceCases } from '../../analysis/diff/difference-cases'
import { policyDiff } from '../../analysis/diff/policy-diff'
import { type Report } from '../../analysis/report/report'
import { openSolver } from '../../analysis/solver/z3-solver'
import { checkCaseName, saveCases } from './case-files'
import { type PolicyParts } from './policy-files'
import { assumptionsOf, loadVersion } from './policy-version'
import { readVersion } from './read-version'
import { reportingCommand } from './reporting-command'

interface Options {
  readonly save?: string
  readonly expect: 'base' | 'head'
}

/** `npm run policy -- diff BASE [HEAD]`: what two versions of the policies answer differently, by proof. */
export function policyDiffCommand(parts: PolicyParts): Command {
  return reportingCommand(
    {
      name: 'diff',
      description:
        'Compare two versions of the policies, for everybody in every world; exit code 1 if they differ',
    },
    (command) => run(parts, command),
  )
    .argument('<base>', 'a git revision, a folder, or a draft that replaces documents of the working tree')
    .argument('[head]', 'the same; without it, the working tree')
    .option(
      '--save <name>',
      'save the example of each difference as a case: policies/cases/NAME.case.yaml; several are NAME-1, NAME-2 …',
    )
    .addOption(
      new Option(
        '--expect <side>',
        'what saved cases expect: the answer of the head, where the change is meant, or of the base, where it is not',
      )
        .choices(['base', 'head'])
        .default('head'),
    )
}

async function run(parts: PolicyParts, command: Command): Promise<Report> {
  const [baseWord = '', headWord] = command.args
  const { save, expect: side } = command.opts<Options>()
  if (save !== undefined) checkCaseName(save)
  const versions = { base: readVersion(baseWord, parts.project), head: readVersion(headWord, parts.project) }
  const { roles } = parts
  const model = await parts.modelWithoutData()
  const today = { types: model.types, roles }
  const base = loadVersion(versions.base, today, 'base')
  const head = loadVersion(versions.head, today, 'head')
  const assumptions = assumptionsOf({ base, head }, model)
  const solver = openSolver()
  try {
    const diff = await policyDiff({ base, head, model, solver, roles, assumptions })
    const report = diffReport(diff, { base: base.name, head: head.name })
    if (save === undefined) return report
    const { cases, without } = differenceCases(diff, { name: save, side })
    const { files, refused } = await saveCases(parts, side === 'base' ? base.set : head.set, cases)
    return withSaved(report, { files, refused, without })
  } finally {
    await solver.close()
  }
}

/** What was saved comes first, because the caller asked for it. */
function withSaved(
  report: Report,
  {
    files,
    refused,
    without,
  }: Awaited<ReturnType<typeof saveCases>> & { readonly without: readonly string[] },
): Report {
  const paragraphs = [
    ...(files.length === 0 ? ['Nothing.'] : files),
    ...without.map((why) => `No case shows ${why}`),
  ]
  return {
    ...report,
    sections: [{ heading: 'Saved', paragraphs }, ...report.sections],
    findings: [...report.findings, ...refused],
  }
}
