import { type Command, Option } from 'commander'
import { explainCell } from '../../analysis/explain/explain-cell'
import { explainReport } from '../../analysis/explain/explain-report'
import { type Report } from '../../analysis/report/report'
import { bindPolicy } from '../../policy/compile/class-policy'
import { neededPaths } from '../../policy/condition-paths'
import { type Question } from '../../policy/evaluate/decide'
import { consideredConditions, explain, type Explanation } from '../../policy/evaluate/explain'
import { readFacts } from '../../read/read-facts'
import { NOBODY } from '../../testing/scenarios/scenario'
import { type DemoDatabase, openCurrentDatabase } from './current-database'
import { findQuestion, type TypedQuestion } from './find-question'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- explain --as PERSONA --on TYPE:ID`: which rules were considered and which one decided. */
export function policyExplainCommand(parts: PolicyParts): Command {
  const description =
    'Say why somebody sees a row or a field, or may do something, or not; and the smallest change that would reverse it'
  return reportingCommand({ name: 'explain', description }, (command) =>
    run(parts, command.opts<TypedQuestion>()),
  )
    .requiredOption('--as <persona>', `a key of \`npm run -s personas\`, or ${NOBODY}`)
    .requiredOption(
      '--on <row>',
      'a row by its id (Invoice:17) or its name in the demo world (invoice/lakeside-own)',
    )
    .addOption(new Option('--field <field>', 'a field of it; without: the row as such'))
    .option('--action <action>', 'an action on it instead of reading')
}

async function run(parts: PolicyParts, words: TypedQuestion): Promise<Report> {
  const demo = await openCurrentDatabase(parts)
  try {
    const { mandate, facts } = demo
    const cellQuestion = findQuestion(words, parts, mandate)
    const explanation = await explainCell({
      ...facts,
      policies: mandate.policies,
      principal: await demo.principalOf(cellQuestion.persona),
      question: cellQuestion.question,
      key: Number(cellQuestion.row.slice(cellQuestion.row.indexOf(':') + 1)),
      now: new Date(),
    })
    if (explanation === null) throw new Error(`This database has no ${cellQuestion.row}.`)
    return explainReport(titleOf(words, cellQuestion), explanation, cellQuestion)
  } finally {
    await demo.close()
  }
}

function titleOf({ on }: TypedQuestion, { persona, question, row }: CellQuestion): string {
  const name = on === row ? row : `${row} (${on})`
  if (question.action !== 'read') return `May ${persona} ${question.action} ${name}?`
  return question.field === undefined
    ? `Does ${persona} know ${name}?`
    : `Does ${persona} see ${question.field} of ${name}?`
}

/** The question: as whom, about which row, and about which field or action. */
export interface CellQuestion {
  readonly persona: string
  readonly question: Question
  /** `Invoice:17` */
  readonly row: string
}

/** Why a persona sees or may do something, or not; null if there is no such row. */
export async function explanationOf(
  demo: Pick<DemoDatabase, 'mandate' | 'facts' | 'principalOf'> & { readonly clock: Date },
  { persona, question, row }: CellQuestion,
): Promise<Explanation | null> {
  const { mandate, facts, principalOf, clock } = demo
  const bound = bindPolicy(mandate.policies, await principalOf(persona), clock)
  const paths = neededPaths(consideredConditions(bound, question))
  const key = Number(row.slice(row.indexOf(':') + 1))
  const found = (await readFacts(facts, { type: question.type, paths }, [key])).get(key)
  return found === undefined ? null : explain(bound, question, found)
}
