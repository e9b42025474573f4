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
import { type DemoHouse, houseAtHand } from './current-database'
import { findDoubt, type Words } from './find-difference'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- explain --as PERSONA --on TYPE:ID`: which rules were considered and which one decided. */
export function policyExplainCommand(parts: PolicyParts): Command {
  const description =
    'Say why somebody sees a row or a field, or may do something, or not; and the smallest change that would turn it'
  return reportingCommand({ name: 'explain', description }, (command) => run(parts, command.opts<Words>()))
    .requiredOption('--as <persona>', `a key of \`npm run -s personas\`, or ${NOBODY}`)
    .requiredOption(
      '--on <row>',
      'a row by its id (Invoice:17) or its name in the demo world (invoice/lakeside-own)',
    )
    .addOption(new Option('--field <field>', 'a field of it; without: the row as such'))
    .option('--action <action>', 'an action on it instead of reading')
}

async function run(parts: PolicyParts, words: Words): Promise<Report> {
  const house = await houseAtHand(parts)
  try {
    const { mandate, facts } = house
    const doubt = findDoubt(words, parts, mandate)
    const explanation = await explainCell({
      ...facts,
      policies: mandate.policies,
      principal: await house.principalOf(doubt.persona),
      question: doubt.question,
      key: Number(doubt.row.slice(doubt.row.indexOf(':') + 1)),
      now: new Date(),
    })
    if (explanation === null) throw new Error(`This database has no ${doubt.row}.`)
    return explainReport(titleOf(words, doubt), explanation, doubt)
  } finally {
    await house.close()
  }
}

function titleOf({ on }: Words, { persona, question, row }: Doubt): string {
  const name = on === row ? row : `${row} (${on})`
  if (question.action !== 'read') return `May ${persona} ${question.action} ${name}?`
  return question.field === undefined
    ? `Does ${persona} know ${name}?`
    : `Does ${persona} see ${question.field} of ${name}?`
}

/** What is asked about: as whom, which row by its id, and what of it. */
export interface Doubt {
  readonly persona: string
  readonly question: Question
  /** `Invoice:17` */
  readonly row: string
}

/** Why a persona sees or may do something or not; null where there is no such row. */
export async function explanationOf(
  house: Pick<DemoHouse, 'mandate' | 'facts' | 'principalOf'> & { readonly clock: Date },
  { persona, question, row }: Doubt,
): Promise<Explanation | null> {
  const { mandate, facts, principalOf, clock } = house
  const bound = bindPolicy(mandate.policies, await principalOf(persona), clock)
  const paths = neededPaths(consideredConditions(bound, question))
  const key = Number(row.slice(row.indexOf(':') + 1))
  const found = (await readFacts(facts, { type: question.type, paths }, [key])).get(key)
  return found === undefined ? null : explain(bound, question, found)
}
