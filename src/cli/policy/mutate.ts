import { type Command } from 'commander'
import { mutantOutcomes } from '../../analysis/mutate/mutant-outcomes'
import { mutantsOf } from '../../analysis/mutate/mutants'
import { acceptedCases, mutationReport } from '../../analysis/mutate/mutation-report'
import { type Report } from '../../analysis/report/report'
import { withAnalysisContext, type AnalysisContext } from './analysis-databases'
import { saveCases } from './case-files'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

interface Options {
  readonly rule?: string
  readonly accept?: readonly string[]
}

/** `npm run policy -- mutate`: reports whether the scenarios and cases would notice a small mistake in the policies. */
export function policyMutateCommand(parts: PolicyParts): Command {
  const description =
    'Make every small mistake in the policies, and report which ones no scenario or case notices'
  return reportingCommand({ name: 'mutate', description }, (command) =>
    withAnalysisContext(parts, (analysis) => mutated(analysis, command.opts<Options>(), parts)),
  )
    .option('--rule <id>', 'only mistakes in rules whose id begins like this, such as `invoice/`')
    .option(
      '--accept <id...>',
      "save a case with today's answer where these mutants differ (`all`: every survivor)",
    )
}

async function mutated(
  analysis: AnalysisContext,
  { rule, accept }: Options,
  parts: PolicyParts,
): Promise<Report> {
  const all = mutantsOf(analysis.set, analysis.model, rule)
  if (accept === undefined) return mutationReport(await mutantOutcomes(all, analysis), analysis)
  const wanted = accept.includes('all') ? all : all.filter(({ id }) => accept.includes(id))
  const missing = accept.filter((id) => id !== 'all' && !wanted.some((one) => one.id === id))
  if (missing.length > 0)
    throw new Error(`There is no mutant ${missing.join(', ')}; npm run policy -- mutate lists them.`)
  const cases = acceptedCases(await mutantOutcomes(wanted, analysis), analysis)
  const { files, refused } = await saveCases(parts, analysis.set, cases)
  return {
    title: 'Accepted',
    summary: [
      cases.length === 0
        ? 'Nothing to save: a test notices these, or they change nothing.'
        : `${files.length} saved. Read each: it says what the policies do today, not what they should.`,
    ],
    sections: files.length === 0 ? [] : [{ heading: 'Cases', paragraphs: files }],
    findings: refused,
    passed: refused.length === 0,
    data: { files, refused: refused.map(({ message }) => message) },
  }
}
