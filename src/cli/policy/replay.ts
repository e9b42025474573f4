import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type Command } from 'commander'
import { replayLog } from '../../analysis/replay/replay-log'
import { replayReport } from '../../analysis/replay/replay-report'
import { type Report } from '../../analysis/report/report'
import { secretOf } from '../../app/secrets'
import { readSettings } from '../../app/settings'
import { factHashKey } from '../../platform/decision-log/decision-entry'
import { openCurrentDatabase } from './current-database'
import { type PolicyParts } from './policy-files'
import { loadVersion } from './policy-version'
import { readVersion } from './read-version'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- replay LOG --policy VERSION`: reports what other policies would have decided. */
export function policyReplayCommand(parts: PolicyParts): Command {
  const description =
    'Decide the requests of a decision log again under other policies, on the facts of today'
  return reportingCommand({ name: 'replay', description }, (command) => {
    const [log = ''] = command.args
    return replay(parts, log, command.opts<{ readonly policy?: string }>())
  })
    .argument('<log>', 'a file that DECISION_LOG wrote')
    .option('--policy <version>', 'a git revision, a folder or a draft; without: the policies in force')
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
  const demo = await openCurrentDatabase(parts)
  try {
    const { model, policies: inForce } = demo.mandate
    const version = policy === undefined ? undefined : readVersion(policy, parts.project)
    const head = version === undefined ? inForce : loadVersion(version, model, 'head').set
    const dependencies = {
      head,
      inForce,
      facts: demo.facts,
      key: factHashKey(secretOf(readSettings(process.env))),
    }
    const lines = createInterface({ input: createReadStream(log, 'utf8'), crlfDelay: Infinity })
    const replayed = await replayLog(dependencies, lines)
    return replayReport(replayed, version === undefined ? 'the policies in force' : version.name)
  } finally {
    await demo.close()
  }
}
