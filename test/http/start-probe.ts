import { type Environment, readSettings } from '../../src/app/settings'
import { type Gateway, startGateway } from '../../src/http/gateway'
import { type Clock } from '../../src/platform/clock'
import { type SqlDatabase } from '../../src/platform/database/transaction'
import { createLogger } from '../../src/platform/logger'
import { withoutBudget } from '../support/without-budget'
import { ProbeEngine } from './probe-engine'

export interface Running {
  readonly url: string
  readonly graphql: string
  readonly engine: ProbeEngine
  /** Every line of the log so far, parsed. */
  readonly log: () => readonly Readonly<Record<string, unknown>>[]
  readonly logText: () => string
  readonly gateway: Gateway
}

export interface ProbeParts {
  readonly environment?: Environment
  readonly database?: SqlDatabase
  readonly clock?: Clock
}

const running: Gateway[] = []

afterAll(async () => {
  await Promise.all(running.map((gateway) => gateway.close()))
})

/** A gateway on a free port around the probe engine. It is closed after the tests of the file. */
export async function startProbe(parts: ProbeParts = {}): Promise<Running> {
  const lines: string[] = []
  const engine = new ProbeEngine()
  const gateway = await startGateway({
    engine,
    dataSource: parts.database ?? noDatabase,
    settings: readSettings({ PORT: '0', NODE_ENV: 'test', SHUTDOWN_MS: '500', ...parts.environment }),
    personas: [],
    logger: createLogger('info', { write: (line: string) => void lines.push(line) }),
    clock: parts.clock ?? { now: () => new Date() },
  })
  running.push(gateway)
  return {
    url: gateway.url,
    graphql: `${gateway.url}/graphql`,
    engine,
    log: () => lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
    logText: () => lines.join(''),
    gateway,
  }
}

/** Knows nobody: every token is a stranger's. */
const noDatabase: SqlDatabase = { query: () => Promise.resolve([]) }

/** Posts one operation and gives back the response with its parsed body. */
export async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text: withoutBudget(text),
    body: JSON.parse(text) as AnswerBody,
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: AnswerBody
}

export interface AnswerBody {
  // Tests say what they expect of an answer by asserting it.
  readonly data?: any // eslint-disable-line @typescript-eslint/no-explicit-any
  readonly errors?: readonly {
    readonly message: string
    readonly path?: unknown
    readonly extensions: Record<string, unknown>
  }[]
  readonly extensions?: Record<string, unknown>
}

/** The codes of an answer's errors. */
export function codes({ body }: Answer): readonly unknown[] {
  return (body.errors ?? []).map(({ extensions }) => extensions['code'])
}
