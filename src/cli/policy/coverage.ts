import { type Command } from 'commander'
import { coverageOf, gapCases } from '../../analysis/coverage/coverage'
import { coverageReport } from '../../analysis/coverage/coverage-report'
import { type Report } from '../../analysis/report/report'
import { withAnalysisContext, type AnalysisContext } from './analysis-databases'
import { saveCases } from './case-files'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

interface Options {
  readonly rule?: string
  readonly write?: true
}

/** `npm run policy -- coverage`: reports whether a test shows each condition of each rule decide, both ways. */
export function policyCoverageCommand(parts: PolicyParts): Command {
  const description = 'Masking MC/DC of every rule by the scenarios and cases, by class and field'
  return reportingCommand({ name: 'coverage', description }, (command) =>
    withAnalysisContext(parts, (analysis) => covered(analysis, command.opts<Options>(), parts)),
  )
    .option('--rule <id>', 'only the rules whose id begins like this, such as `invoice/`')
    .option(
      '--write',
      'save the case that closes each gap in policies/cases, to be reviewed, then kept or corrected',
    )
}

async function covered(
  analysis: AnalysisContext,
  { rule, write }: Options,
  parts: PolicyParts,
): Promise<Report> {
  const coverage = await coverageOf({ ...analysis, isConcerned: ({ id }) => id.startsWith(rule ?? '') })
  const report = coverageReport(coverage, analysis)
  if (write === undefined) return report
  const cases = [...gapCases(coverage.rules, analysis).values()]
  const { files, refused } = await saveCases(parts, analysis.set, cases)
  return {
    ...report,
    sections: [{ heading: 'Saved', paragraphs: files }, ...report.sections],
    findings: [...report.findings, ...refused],
    passed: report.passed && refused.length === 0,
  }
}
