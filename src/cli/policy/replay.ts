import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { factKey } from '../../decision-log/fact-print'
import { loadPolicies } from '../../policy/load-policies'
import type { PolicySet } from '../../policy/policy-set'
import type { Vocabulary } from '../../policy/vocabulary'
import type { Report } from '../../review/report/report'
import { replayLog } from '../../review/replay/replay-log'
import { replayReport } from '../../review/replay/replay-report'
import { secretOf } from '../../server/secret'
import { readSettings } from '../../server/settings'
import { houseAtHand } from './house-at-hand'
import { policyFolder } from './policy-folder'
import type { PolicyParts } from './policy-parts'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- replay LOG --policy FOLDER`: what would have been decided under other policies. */
export function policyReplayCommand(parts: PolicyParts): Command {
  const description =
    'Decide the requests of a decision log again under other policies, on the facts of today'
  return reportingCommand({ name: 'replay', description }, (command) => {
    const [log = ''] = command.args
    return replay(parts, log, command.opts<{ readonly policy?: string }>())
  })
    .argument('<log>', 'a file that DECISION_LOG named')
    .option('--policy <folder>', 'a folder of policies; without: those in force')
    .addHelpText(
      'after',
      '\nReads the database at DATABASE_URL, and MANDATE_SECRET or DATA_DIR for the key under which facts were hashed.',
    )
}

async function replay(
  parts: PolicyParts,
  log: string,
  { policy }: { readonly policy?: string },
): Promise<Report> {
  const house = await houseAtHand(parts)
  try {
    const { model, policies: inForce } = house.mandate
    const head = policy === undefined ? inForce : policiesIn(policy, model)
    const ground = { head, inForce, facts: house.facts, key: factKey(secretOf(readSettings(process.env))) }
    const lines = createInterface({ input: createReadStream(log, 'utf8'), crlfDelay: Infinity })
    const replayed = await replayLog(ground, lines)
    return replayReport(
      replayed,
      policy === undefined ? 'the policies in force' : `the policies of ${policy}`,
    )
  } finally {
    await house.close()
  }
}

function policiesIn(folder: string, vocabulary: Vocabulary): PolicySet {
  return loadPolicies(policyFolder(folder), vocabulary)
}
