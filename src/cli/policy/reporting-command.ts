import { Command, Option } from 'commander'
import { type Report, reportMarkdown, reportSarif, reportText } from '../../analysis/report/report'
import { reportHtml } from '../../analysis/report/report-html'
import { UNDER } from './policy-version'

type Format = 'text' | 'json' | 'html' | 'markdown' | 'sarif'

/**
 * A verb of `npm run policy`: prints its report in the requested form, and exits with 1 if something must be
 * corrected. The verb adds its own options and arguments; `run` reads them from the command.
 */
export function reportingCommand(
  verb: { readonly name: string; readonly description: string },
  run: (command: Command) => Promise<Report>,
): Command {
  return new Command(verb.name)
    .description(verb.description)
    .addOption(new Option('--json', 'print the answer as data').conflicts(['html', 'markdown', 'sarif']))
    .addOption(new Option('--html', 'print one HTML page').conflicts(['markdown', 'sarif']))
    .addOption(new Option('--markdown', 'print Markdown').conflicts('sarif'))
    .option('--sarif', 'print the findings for code review tools')
    .addHelpText('after', '\nExit code: 0 if nothing must be corrected, otherwise 1.')
    .action(async (...given: readonly unknown[]) => {
      // commander passes the arguments, the options and finally the command itself.
      const command = given.at(-1) as Command
      const reported = await run(command)
      const under: unknown = command.getOptionValue(UNDER)
      const report =
        typeof under === 'string'
          ? { ...reported, summary: [`Under ${under}.`, ...reported.summary] }
          : reported
      process.stdout.write(printed(report, formatOf(command), verb.name))
      if (!report.passed) process.exitCode = 1
    })
}

function formatOf(command: Command): Format {
  const options = command.opts<Partial<Record<Format, true>>>()
  return (['json', 'html', 'markdown', 'sarif'] as const).find((format) => options[format] === true) ?? 'text'
}

function printed(report: Report, format: Format, verb: string): string {
  switch (format) {
    case 'text':
      return `${reportText(report)}\n`
    case 'json':
      return `${JSON.stringify(report.data, null, 2)}\n`
    case 'html':
      return reportHtml(report)
    case 'markdown':
      return reportMarkdown(report)
    case 'sarif':
      return reportSarif(report, verb)
  }
}
