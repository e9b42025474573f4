import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { readLogLine } from '../../../src/analysis/replay/replay-log'
import { type Assembled } from '../../../src/app/assemble'
import { mandateOn } from '../../../src/app/mandate-on'
import { type DecisionEntry, factHashKey } from '../../../src/platform/decision-log/decision-entry'
import { type DecisionLog, openDecisionLog } from '../../../src/platform/decision-log/decision-log'
import { readDatabase } from '../../../src/read/read-context'
import { type FactSource } from '../../../src/read/read-facts'
import { gatewayOver, type RunningGateway } from '../../support/gateway-on'

const secret = Buffer.alloc(32, 7)

export interface LoggedGateway extends RunningGateway {
  readonly mandate: Assembled
  readonly facts: FactSource
  readonly key: Buffer
  readonly decisions: DecisionLog
  readonly path: string
}

/** The demo world behind a gateway that keeps a decision log. */
export async function loggedGateway(dataSource: DataSource): Promise<LoggedGateway> {
  await fillDemoWorld(dataSource)
  const mandate = mandateOn(dataSource, { secret, maximumCost: 1_000_000 })
  const facts = { database: readDatabase(dataSource), model: mandate.model }
  const key = factHashKey(secret)
  const path = join(mkdtempSync(join(tmpdir(), 'mandate-decisions-')), 'decisions.jsonl')
  const logger = { warn: () => undefined }
  const decisions = openDecisionLog({ path, policies: mandate.policies, facts, key, logger })
  const gateway = await gatewayOver({ engine: mandate.engine, dataSource, writing: mandate, decisions })
  return { ...gateway, mandate, facts, key, decisions, path }
}

/** What a log holds: every line must be one of ours. */
export function entriesOf(path: string): readonly DecisionEntry[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const read = readLogLine(line)
      if (read.kind !== 'request') throw new Error(`Not an entry: ${line}`)
      return read.entry
    })
}

/** The lines of a log as `replay` reads them. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  for (const line of readFileSync(path, 'utf8').split('\n')) yield await Promise.resolve(line)
}
