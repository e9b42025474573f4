import { askEngine } from '../../scenario/ask-engine'
import { askHttp } from '../../scenario/ask-http'
import { decideReader } from '../../scenario/decide-reader'
import { graphqlReader } from '../../scenario/graphql-reader'
import { questionTexts } from '../../scenario/question-texts'
import type { Reader } from '../../scenario/reader'
import { type Failure, type Result, runScenarios, type Subject } from '../../scenario/run-scenarios'
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

export interface TrialResult extends Result {
  readonly milliseconds: number
  readonly failures: readonly ExplainedFailure[]
}

export interface ExplainedFailure extends Failure {
  /** The rule that decided, and its sentence. */
  readonly rule: string
}

/** Runs all scenarios through the three readers, one after the other. */
export async function testScenarios(parts: PolicyParts, trial: Trial): Promise<readonly TrialResult[]> {
  const { book, subjects, house, on } = trial
  const { mandate, facts, principalOf } = house
  const { clock } = book
  const texts = questionTexts(mandate.schema)
  const common = { texts, facts, subjects }
  const engine = askEngine({ engine: mandate.engine, principalOf, clock })
  const results = [
    await timed(trial, decideReader({ policies: mandate.policies, facts, principalOf, subjects, clock })),
    await timed(trial, graphqlReader({ name: `SQL on ${on}`, ask: engine, ...common })),
  ]
  const gateway = await openGateway(parts, trial)
  try {
    const accounts = new Map(
      parts.personas.map(({ key, email, password, ids }) => [
        key,
        {
          email,
          password,
          organisation: ids.organisation === null ? null : `Organisation:${ids.organisation}`,
        },
      ]),
    )
    const ask = askHttp({ url: `${gateway.url}/graphql`, accounts })
    return [...results, await timed(trial, graphqlReader({ name: `HTTP on ${on}`, ask, ...common }))]
  } finally {
    await gateway.close()
  }
}

async function timed(trial: Trial, reader: Reader): Promise<TrialResult> {
  const start = performance.now()
  const result = await runScenarios(trial.book, trial.subjects, reader)
  const milliseconds = Math.round(performance.now() - start)
  const failures: ExplainedFailure[] = []
  for (const failure of result.failures) failures.push({ ...failure, rule: await ruleBehind(trial, failure) })
  return { ...result, failures, milliseconds }
}

async function ruleBehind({ book, house }: Trial, { persona, type, row, what }: Failure): Promise<string> {
  const field = what.kind === 'field' ? { field: what.name } : {}
  const question = { action: what.kind === 'action' ? what.name : 'read', type, ...field }
  const explanation = await explanationOf({ ...house, clock: book.clock }, { persona, question, row })
  return explanation === null
    ? 'There is no such row.'
    : `${explanation.deciding ?? 'no rule'}: ${explanation.sentence}`
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
    personas,
    logger: createLogger(settings.logLevel),
    clock: { now: () => book.clock },
  })
}
