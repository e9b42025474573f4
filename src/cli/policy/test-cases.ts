import { loadCases } from '../../review/case/load-cases'
import { type CaseFailure, runCase } from '../../review/case/run-case'
import { runCaseInSql } from '../../review/case/case-in-sql'
import type { TestedCases } from '../../review/test/test-report'
import type { PolicyFile } from '../../policy/read-yaml'
import type { DemoHouse } from './demo-house'

/** Runs every case through the rule engine and SQL. Whatever the database of the house held is gone then. */
export async function testCases(
  files: readonly PolicyFile[],
  { mandate, dataSource }: Pick<DemoHouse, 'mandate' | 'dataSource'>,
  on: string,
): Promise<TestedCases> {
  const cases = loadCases(files, mandate)
  const failures: CaseFailure[] = []
  for (const one of cases) {
    failures.push(...runCase(one, mandate.policies, mandate.model))
    failures.push(...(await runCaseInSql(one, { mandate, dataSource, on })))
  }
  const cells = cases.reduce((sum, { expect }) => sum + expect.length, 0)
  return { on, cases: cases.length, cells, failures }
}
