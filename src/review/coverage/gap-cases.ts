import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import type { Case } from '../case/case'
import { caseName, readyCase } from '../tested/ready-case'
import type { RuleCoverage } from './coverage'
import { dutyText } from './duty-text'
import type { Gap } from './open-duties'

/** The cases that close all gaps: each its witness, and the cells that its duties are about. */
export function gapCases(
  rules: readonly RuleCoverage[],
  means: { readonly set: PolicySet; readonly model: Model },
): ReadonlyMap<Gap, Case> {
  const taken = new Set<string>()
  const cases = new Map<Gap, Case>()
  for (const rule of rules) {
    for (const gap of rule.gaps) {
      const name = unlike(nameOf(rule, gap), taken)
      taken.add(name)
      cases.set(gap, readyCase(gap.witness, { name, ...told(rule, gap) }, means))
    }
  }
  return cases
}

function told({ duties: { rule, questions } }: RuleCoverage, gap: Gap) {
  const texts = [...new Set(gap.duties.map((duty) => dutyText(duty, rule)))]
  return {
    about: `${rule.id}: ${texts.join('; ')}.`.replaceAll('`', ''),
    questions: questions.filter(({ action, field }) =>
      gap.duties.some(({ question }) => question.action === action && question.field === field),
    ),
  }
}

function nameOf({ duties: { rule } }: RuleCoverage, { duties: [first] }: Gap): string {
  if (first === undefined) throw new Error('A gap without a duty')
  return caseName(rule.id, first.kind, first.className, first.text)
}

function unlike(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; taken.has(name); number += 1) {
    const other = `${name}-${number}`
    if (!taken.has(other)) return other
  }
  return name
}
