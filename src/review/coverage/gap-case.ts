import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import type { Case } from '../case/case'
import { caseName, readyCase } from '../tested/ready-case'
import { dutyText } from './duty-text'
import type { RuleCoverage } from './coverage'
import type { Gap } from './open-duties'

/** The case that closes a gap: its witness, and the cells that the duties are about. */
export function gapCase(
  { duties }: Pick<RuleCoverage, 'duties'>,
  gap: Gap,
  means: { readonly set: PolicySet; readonly model: Model },
): Case {
  const { rule } = duties
  const [first] = gap.duties
  if (first === undefined) throw new Error('A gap without a duty')
  const questions = duties.questions.filter((question) =>
    gap.duties.some(
      (duty) => duty.question.action === question.action && duty.question.field === question.field,
    ),
  )
  const told = [...new Set(gap.duties.map((duty) => dutyText(duty, rule)))]
  const about = `${rule.id}: ${told.join('; ')}.`.replaceAll('`', '')
  const name = caseName(
    rule.id,
    first.kind,
    first.className,
    first.text,
    first.question.field ?? first.question.action,
  )
  return readyCase(gap.witness, { name: name.slice(0, 100).replace(/-+$/, ''), about, questions }, means)
}
