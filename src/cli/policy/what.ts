import { type Command } from 'commander'
import { everyPrincipal, principalText } from '../../analysis/principals'
import { type Report } from '../../analysis/report/report'
import { whatIsSeen, whatReport } from '../../analysis/seen/what-is-seen'
import { type Principal } from '../../policy/principal'
import { NOBODY } from '../../testing/scenarios/scenario'
import { type DemoDatabase, openCurrentDatabase } from './current-database'
import { known } from './find-question'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

interface Options {
  readonly as: string
  readonly type?: string
}

/** `npm run policy -- what --as client-owner`: lists everything that a principal sees and may do. */
export function policyWhatCommand(parts: PolicyParts): Command {
  const description =
    'List everything that somebody sees and may do: rows of each type, their fields and actions'
  return reportingCommand({ name: 'what', description }, (command) => run(parts, command.opts<Options>()))
    .requiredOption('--as <who>', `a persona, ${NOBODY}, or a membership by its id (Membership:12)`)
    .option('--type <type>', 'only rows of this type')
}

async function run(parts: PolicyParts, { as, type }: Options): Promise<Report> {
  const demo = await openCurrentDatabase(parts)
  try {
    const { policies, model } = demo.mandate
    if (type !== undefined) known(type, 'type with a policy', [...policies.types.keys()])
    const principal = await principalMeant(parts, demo, as)
    const seen = await whatIsSeen({
      ...demo.facts,
      policies,
      principal,
      now: new Date(),
      ...(type === undefined ? {} : { types: [type] }),
    })
    return whatReport(`What does ${as} see? (${principalText(principal)})`, seen, (name) =>
      (model.types.get(name)?.fields ?? []).map((field) => field.name),
    )
  } finally {
    await demo.close()
  }
}

async function principalMeant(parts: PolicyParts, demo: DemoDatabase, as: string): Promise<Principal> {
  const [, id] = /^(?:Membership:)?([1-9][0-9]*)$/.exec(as) ?? []
  if (id === undefined) {
    known(as, 'persona', [...parts.personas.map(({ key }) => key), NOBODY])
    return demo.principalOf(as)
  }
  const everybody = await everyPrincipal(demo.facts.database)
  const found = everybody.find(({ membership }) => membership?.id === Number(id))
  if (found === undefined) throw new Error(`This database has no Membership:${id}.`)
  return found
}
