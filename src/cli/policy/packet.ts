import { instantIn } from '../../policy/strict-instant'
import type { Command } from 'commander'
import { SIGNED_OUT } from '../../policy/principal'
import { slotsOf } from '../../policy/slots'
import { readDatabase } from '../../query/read-database'
import { policyDiff } from '../../review/diff/policy-diff'
import { possibility } from '../../review/diff/possibility'
import { policyImpact } from '../../review/impact/policy-impact'
import { reviewPacket } from '../../review/packet/review-packet'
import type { Report } from '../../review/report/report'
import type { Solver } from '../../review/solve/solver'
import { openSolver } from '../../review/solve/z3-solver'
import { databaseInUse } from './database-in-use'
import type { PolicyParts } from './policy-parts'
import { proofsOf } from './packet-proofs'
import { testedChange } from './packet-tests'
import { reportingCommand } from './reporting-command'
import { assumptionsOf } from './version/assumptions-of'
import { loadVersion } from './version/load-version'
import { readVersion } from './version/read-version'

/** WHY no clock: a packet made tomorrow of the same versions and rows must be the same, byte for byte. */
const CLOCK = new Date('2026-11-23T12:00:00.000Z')

interface Options {
  readonly clock?: string
}

/** `npm run policy -- packet BASE`: everything about a change of the policies in one report. */
export function policyPacketCommand(parts: PolicyParts): Command {
  return reportingCommand(
    {
      name: 'packet',
      description: 'One report of a change: difference, impact, coverage lost, new survivors, invariants',
    },
    async (command) => {
      const solver = openSolver()
      try {
        return await packetOf(parts, command, solver)
      } finally {
        await solver.close()
      }
    },
  )
    .argument('<base>', 'a git revision, a folder, or a draft that replaces documents of the working tree')
    .argument('[head]', 'the same; without it, the working tree')
    .option(
      '--clock <instant>',
      `the moment at which the impact is counted; ${CLOCK.toISOString()} if not said`,
    )
}

async function packetOf(parts: PolicyParts, command: Command, solver: Solver): Promise<Report> {
  const [baseWord = '', headWord] = command.args
  const now = clockOf(command.opts<Options>())
  const versions = { base: readVersion(baseWord, parts.project), head: readVersion(headWord, parts.project) }
  const { roles } = parts
  const { name: database, dataSource } = await databaseInUse(parts, process.env['DATABASE_URL'], 300)
  try {
    const model = parts.modelOn(dataSource)
    const today = { types: model.types, roles }
    const base = loadVersion(versions.base, today, 'base')
    const head = loadVersion(versions.head, today, 'head')
    const means = { base, head, model, solver, roles }
    const diff = await policyDiff({ ...means, assumptions: assumptionsOf(means, model) })
    const slots = slotsOf(SIGNED_OUT, now)
    const isPossible = possibility(means)
    const impact = await policyImpact({ ...means, database: readDatabase(dataSource), slots, isPossible })
    const tests = await testedChange(parts, { ...means, diff })
    const proofs = await proofsOf({ ...means, diff })
    return reviewPacket({ base: base.name, head: head.name, database, diff, impact, tests, ...proofs })
  } finally {
    await dataSource.destroy()
  }
}

function clockOf({ clock }: Options): Date {
  if (clock === undefined) return CLOCK
  const instant = instantIn(clock)
  if (instant === undefined)
    throw new Error(`\`${clock}\` is no instant; write it like 2026-11-23T12:00:00Z.`)
  return instant
}
