import type { Explanation } from '../../policy/explain'
import type { ExplainedFailure, TestedReader } from '../../review/test/test-report'
import { askEngine } from '../../scenario/ask-engine'
import { askHttp } from '../../scenario/ask-http'
import { decideReader } from '../../scenario/decide-reader'
import { graphqlReader } from '../../scenario/graphql-reader'
import { questionTexts } from '../../scenario/question-texts'
import type { Reader } from '../../scenario/reader'
import { type Failure, runScenarios, type Subject } from '../../scenario/run-scenarios'
import type { ScenarioBook } from '../../scenario/scenario'
import { startGateway } from '../../server/gateway'
import { createLogger } from '../../server/logger'
import { readSettings } from '../../server/settings'
import type { DemoHouse } from './demo-house'
import { explanationOf } from './explanation-of'
import type { PolicyParts } from './policy-parts'

/** The scenarios, and the database they are tried on. */
export interface Trial {
  readonly book: ScenarioBook
  readonly subjects: readonly Subject[]
  readonly house: DemoHouse
  /** `SQLite` */
  readonly on: string
}

/** Runs all scenarios through the three readers, one after the other. */
export async function testScenarios(parts: PolicyParts, trial: Trial): Promise<readonly TestedReader[]> {
  const { book, subjects, house, on } = trial
  const { mandate, facts, principalOf } = house
  const { clock } = book
  const texts = questionTexts(mandate.schema)
  const common = { texts, facts, subjects }
  const engine = askEngine({ engine: mandate.engine, principalOf, clock })
  const results = [
    await explained(trial, decideReader({ policies: mandate.policies, facts, principalOf, subjects, clock })),
    await explained(trial, graphqlReader({ name: `SQL on ${on}`, ask: engine, ...common })),
  ]
  const gateway = await openGateway(parts, trial)
  try {
    const accounts = new Map(
      parts.personas.map(({ key, email, password, token, ids }) => [
        key,
        {
          email,
          password,
          organisation: ids.organisation === null ? null : `Organisation:${ids.organisation}`,
          ...(token === undefined ? {} : { token: token.secret }),
        },
      ]),
    )
    const ask = askHttp({ url: `${gateway.url}/graphql`, accounts })
    return [...results, await explained(trial, graphqlReader({ name: `HTTP on ${on}`, ask, ...common }))]
  } finally {
    await gateway.close()
  }
}

async function explained(trial: Trial, reader: Reader): Promise<TestedReader> {
  const result = await runScenarios(trial.book, trial.subjects, reader)
  const failures: ExplainedFailure[] = []
  for (const failure of result.failures)
    failures.push({ ...failure, explanation: await behind(trial, failure) })
  return { ...result, failures }
}

function behind({ book, house }: Trial, { persona, type, row, what }: Failure): Promise<Explanation | null> {
  const field = what.kind === 'field' ? { field: what.name } : {}
  const question = { action: what.kind === 'action' ? what.name : 'read', type, ...field }
  return explanationOf({ ...house, clock: book.clock }, { persona, question, row })
}

/** A gateway in report mode: each withheld cell is an error at its path, so that none can pass for empty. */
function openGateway({ personas }: PolicyParts, { book, house }: Trial) {
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    ACCESS_MODE: 'report',
    LOG_LEVEL: 'error',
    SHUTDOWN_MS: '1000',
  }
  const settings = readSettings(environment)
  return startGateway({
    engine: house.mandate.engine,
    dataSource: house.dataSource,
    settings,
    personas: personas.filter(({ token }) => token === undefined),
    logger: createLogger(settings.logLevel),
    clock: { now: () => book.clock },
  })
}
