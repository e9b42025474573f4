import { ScenarioErrors, scenarioErrorText } from '../../scenario/scenario-error'
import type { Case } from './case'
import { type CaseHouse, runCaseInSql } from './case-in-sql'
import { caseText } from './case-text'
import { loadCases } from './load-cases'
import { caseFailureText, runCase } from './run-case'

/**
 * What speaks against keeping a case that a verb made up: the text it would be is read again, and the rule engine and
 * SQL are asked. None: it is a case that passes.
 */
export async function doubtsAbout(one: Case, house: CaseHouse): Promise<readonly string[]> {
  const { policies, model } = house.mandate
  const file = { path: `policies/cases/${one.name}.case.yaml`, text: caseText(one) }
  try {
    const doubts: string[] = []
    for (const read of loadCases([file], { policies, model })) {
      const failures = [...runCase(read, policies, model), ...(await runCaseInSql(read, house))]
      doubts.push(...failures.map(caseFailureText))
    }
    return doubts
  } catch (problem) {
    if (!(problem instanceof ScenarioErrors)) throw problem
    return problem.errors.map(scenarioErrorText)
  }
}
