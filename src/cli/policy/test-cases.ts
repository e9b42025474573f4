import { loadCases } from '../../review/case/load-cases'
import { type CaseFailure, caseFailureText, runCase } from '../../review/case/run-case'
import { runCaseInSql } from '../../review/case/case-in-sql'
import type { PolicyFile } from '../../policy/load-policies'
import type { DemoHouse } from './demo-house'

/**
 * Runs every case through the rule engine and SQL, and tells. Whatever the database of the house held is gone then.
 * @returns whether all passed
 */
export async function testCases(
  files: readonly PolicyFile[],
  { mandate, dataSource }: Pick<DemoHouse, 'mandate' | 'dataSource'>,
  on: string,
): Promise<boolean> {
  const cases = loadCases(files, mandate)
  const failures: CaseFailure[] = []
  for (const one of cases) {
    failures.push(...runCase(one, mandate.policies, mandate.model))
    failures.push(...(await runCaseInSql(one, { mandate, dataSource, on })))
  }
  for (const failure of failures) console.error(caseFailureText(failure))
  const cells = cases.reduce((sum, { expect }) => sum + expect.length, 0)
  const outcome = failures.length === 0 ? '✓' : `✗ ${failures.length} failures,`
  console.log(`${outcome} ${cases.length} cases, ${cells} cells: decide and SQL on ${on}`)
  return failures.length === 0
}
