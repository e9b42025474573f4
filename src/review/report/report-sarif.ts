import type { Finding, Report } from './report'

/**
 * The findings of a report as SARIF 2.1.0, for code review tools that show each at its line. Findings without a
 * line are results without a location.
 */
export function reportSarif({ findings }: Report, verb: string): string {
  const kinds = [...new Set(findings.map(({ kind }) => kind))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: `mandate policy ${verb}`, rules: kinds.map((id) => ({ id })) } },
        results: findings.map(resultOf),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function resultOf({ kind, level, message, path, line, column }: Finding): object {
  const location =
    path === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: path },
                ...(line === undefined
                  ? {}
                  : {
                      region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
                    }),
              },
            },
          ],
        }
  return { ruleId: kind, level, message: { text: message }, ...location }
}
