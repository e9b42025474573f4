import { type Command } from 'commander'
import { type Report } from '../../analysis/report/report'
import { whoReport, whoSees } from '../../analysis/seen/who-sees'
import { type Principal } from '../../policy/principal'
import { type DemoPersona } from '../persona'
import { openCurrentDatabase } from './current-database'
import { findCell } from './find-question'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- who Invoice:17.net`: lists everybody who sees a cell, and the rules that allow it. */
export function policyWhoCommand(parts: PolicyParts): Command {
  const description = 'Say who sees a row or a field, or may take an action, by which rule and facts'
  return reportingCommand({ name: 'who', description }, (command) =>
    run(parts, command.args[0] ?? '', command.opts<{ readonly action?: string }>()),
  )
    .argument('<cell>', 'Invoice:17.net, Invoice:17, or a name of the demo world: invoice/lakeside-own.net')
    .option('--action <action>', 'an action on the row instead of reading')
}

async function run(
  parts: PolicyParts,
  cell: string,
  { action }: { readonly action?: string },
): Promise<Report> {
  const demo = await openCurrentDatabase(parts)
  try {
    const { policies } = demo.mandate
    const [, on = cell, field] = /^(.*?)(?:\.([A-Za-z]+))?$/.exec(cell) ?? []
    const words = {
      on,
      ...(field === undefined ? {} : { field }),
      ...(action === undefined ? {} : { action }),
    }
    const { row, question } = findCell(words, parts, demo.mandate)
    const key = Number(row.slice(row.indexOf(':') + 1))
    const seers = await whoSees({ ...demo.facts, policies, question, key, now: new Date() })
    if (seers === null) throw new Error(`This database has no ${row}.`)
    const place = row === on ? row : `${row} (${on})`
    const title =
      action === undefined
        ? `Who ${field === undefined ? 'knows' : `sees ${field} of`} ${place}?`
        : `Who may ${action} ${place}?`
    return whoReport(title, seers, (principal) => personaOf(principal, parts.personas))
  } finally {
    await demo.close()
  }
}

function personaOf({ user, organisation }: Principal, personas: readonly DemoPersona[]): string | undefined {
  return personas.find(({ ids }) => ids.user === user?.id && ids.organisation === organisation?.id)?.key
}
