import { randomBytes } from 'node:crypto'
import type { PolicySet } from '../../policy/policy-set'
import { QueryEngine } from '../../query/engine'
import { readDatabase } from '../../query/read-database'
import type { Case } from '../../review/case/case'
import { doubtsAbout } from '../../review/case/doubts-about'
import type { Finding } from '../../review/report/report'
import { saveCase } from './case-folder'
import type { PolicyParts } from './policy-parts'

export interface SavedCases {
  readonly files: readonly string[]
  /** One for each case that was not saved, with the reason. */
  readonly refused: readonly Finding[]
}

/**
 * Writes cases that a verb made up, each once it was read again from its own text and passed in the rule engine and in
 * SQL under these policies, on a database in memory. What does not pass is not written, and said.
 */
export async function saveCases(
  parts: Pick<PolicyParts, 'open' | 'mandateOn' | 'caseFolder'>,
  policies: PolicySet,
  cases: readonly Case[],
): Promise<SavedCases> {
  const files: string[] = []
  const refused: Finding[] = []
  const settings = { secret: randomBytes(32), maximumCost: 1_000_000 }
  const dataSource = await parts.open('sqlite::memory:', { connections: 1, statementTimeoutSeconds: 60 })
  try {
    const { schema, model } = parts.mandateOn(dataSource, settings)
    const database = readDatabase(dataSource)
    const engine = new QueryEngine({ schema, model, policies, database, ...settings })
    const house = { mandate: { schema, model, policies, engine }, dataSource, on: 'SQLite' }
    for (const one of cases) {
      const doubts = await doubtsAbout(one, house)
      if (doubts.length === 0) files.push(saveCase(parts.caseFolder, one))
      else refused.push(refusal(one, doubts))
    }
  } finally {
    await dataSource.destroy()
  }
  return { files, refused }
}

function refusal({ name }: Case, doubts: readonly string[]): Finding {
  const message = [`The case \`${name}\` was not saved, for it would fail:`, ...doubts].join('\n')
  return { kind: 'case-not-saved', level: 'error', message }
}
