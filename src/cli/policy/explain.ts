import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { NOBODY } from '../../scenario/scenario'
import { type DemoHouse, makeDemoHouse, openDemoHouse } from './demo-house'
import { type Doubt, explanationOf } from './explanation-of'
import { explanationText } from './explanation-text'
import { findDoubt, type Words } from './find-doubt'
import type { PolicyParts } from './policy-parts'

/** Where `npm start` keeps its database unless told otherwise. */
const EMBEDDED = 'data/mandate.db'

interface Options extends Words {
  readonly json?: true
}

/** `npm run policy -- explain --as PERSONA --on TYPE:ID`: which rules were considered and which one decided. */
export function policyExplainCommand(parts: PolicyParts): Command {
  return new Command('explain')
    .description('Say why somebody of the demo world sees a row or a field, or may do something, or not')
    .requiredOption('--as <persona>', `a key of \`npm run -s personas\`, or ${NOBODY}`)
    .requiredOption(
      '--on <row>',
      'a row by its id (Invoice:17) or its name in the demo world (invoice/lakeside-own)',
    )
    .option('--field <field>', 'a field of it; without: the row as such')
    .option('--action <action>', 'an action on it instead of reading')
    .option('--json', 'as data')
    .action(async (options: Options) => {
      const house = await houseAt(parts, process.env['DATABASE_URL'])
      try {
        const doubt = findDoubt(options, parts, house.mandate)
        const explanation = await explanationOf({ ...house, clock: new Date() }, doubt)
        if (explanation === null) throw new Error(`This database has no ${doubt.row}.`)
        console.log(
          options.json === true
            ? JSON.stringify({ ...doubt, ...explanation }, null, 2)
            : explanationText(titleOf(options, doubt), explanation),
        )
      } finally {
        await house.close()
      }
    })
}

/** The database in use; where there is none yet, the demo world in memory. Nothing is written to either. */
function houseAt(parts: PolicyParts, address: string | undefined): Promise<DemoHouse> {
  if (address !== undefined) return openDemoHouse(parts, address)
  return existsSync(EMBEDDED)
    ? openDemoHouse(parts, `sqlite:${EMBEDDED}`)
    : makeDemoHouse(parts, 'sqlite::memory:')
}

function titleOf({ on }: Words, { persona, question, row }: Doubt): string {
  const name = on === row ? row : `${row} (${on})`
  if (question.action !== 'read') return `May ${persona} ${question.action} ${name}?`
  return question.field === undefined
    ? `Does ${persona} know ${name}?`
    : `Does ${persona} see ${question.field} of ${name}?`
}
