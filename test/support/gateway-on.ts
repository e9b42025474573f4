import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DataSource } from 'typeorm'
import { personas } from '../../schema/world/demo/personas'
import { downloadsOf } from '../../src/app/jobs-and-downloads'
import { mandateOn } from '../../src/app/mandate-on'
import { type Environment, readSettings } from '../../src/app/settings'
import { type GatewayOptions, startGateway } from '../../src/http/gateway'
import { type Engine } from '../../src/http/request-context'
import { type Clock } from '../../src/platform/clock'
import { type SqlDatabase } from '../../src/platform/database/transaction'
import { createLogger } from '../../src/platform/logger'
import { NOON } from './real-engine'
import { postJson } from './send'
import { withoutBudget } from './without-budget'

export interface RunningGateway {
  readonly url: string
  /** Signs a persona of the demo world in, once. */
  headersOf(persona: string): Promise<Readonly<Record<string, string>>>
  post(body: object, headers?: Readonly<Record<string, string>>): Promise<Posted>
  close(): Promise<void>
}

export interface Posted {
  readonly status: number
  readonly text: string
  // Tests say what they expect of an answer by asserting it.
  readonly body: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { sessionToken userErrors { code message } } }`

/** The dependencies of a gateway. */
export interface GatewayParts {
  readonly engine: Engine
  readonly dataSource: SqlDatabase
  /** None where nothing but reads is tried. */
  readonly writing?: GatewayOptions['writing']
  /** By default those of the real server. */
  readonly downloads?: GatewayOptions['downloads']
  /** By default none. */
  readonly decisions?: GatewayOptions['decisions']
  /** By default always noon. */
  readonly clock?: Clock | undefined
  /** By default silent. */
  readonly logger?: GatewayOptions['logger']
}

/** The whole gateway - real server, real engine - over a database that holds the demo world. */
export function gatewayOn(
  dataSource: DataSource,
  environment: Environment = {},
  clock?: Clock,
): Promise<RunningGateway> {
  const mandate = mandateOn(dataSource, { secret: Buffer.alloc(32, 7), maximumCost: 1_000_000 })
  return gatewayOver({ engine: mandate.engine, dataSource, writing: mandate, clock }, environment)
}

/** The real server over an engine and a database of one's own. */
export async function gatewayOver(
  { engine, dataSource, writing, downloads, decisions, logger, clock = { now: () => NOON } }: GatewayParts,
  environment: Environment = {},
): Promise<RunningGateway> {
  const settings = readSettings({
    PORT: '0',
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    SHUTDOWN_MS: '500',
    REQUESTS_PER_MINUTE: '1000000',
    COST_PER_MINUTE: '1000000000',
    MAX_COST: '1000000',
    MAILS_PER_SENDER: '1000000',
    MAILS_PER_ORGANISATION: '1000000',
    MAILS_PER_RECIPIENT: '1000000',
    ORGANISATIONS_PER_USER: '1000000',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'mandate-gateway-')),
    ...environment,
  })
  const gateway = await startGateway({
    engine,
    dataSource,
    writing,
    settings,
    personas: [],
    decisions,
    downloads: downloads ?? downloadsOf(settings),
    logger: logger ?? createLogger(settings.logLevel),
    clock,
  })
  const sessions = new Map<string, Readonly<Record<string, string>>>()
  const post: RunningGateway['post'] = async (body, headers = {}) => {
    const { status, bytes } = await postJson(`${gateway.url}/graphql`, body, headers)
    const text = bytes.toString()
    return { status, text: withoutBudget(text), body: JSON.parse(text) }
  }
  return {
    url: gateway.url,
    post,
    close: () => gateway.close(),
    headersOf: async (key) => {
      const known = sessions.get(key)
      if (known !== undefined) return known
      const persona = personas.find((one) => one.key === key)
      if (persona === undefined) throw new Error(`Nobody is called ${key}`)
      const { email, password, ids } = persona
      const { body } = await post({ query: SIGN_IN, variables: { email, password } })
      const signedIn = { authorization: `Bearer ${body.data.signIn.sessionToken}` }
      const headers =
        ids.organisation === null
          ? signedIn
          : { ...signedIn, 'x-organisation': `Organisation:${ids.organisation}` }
      sessions.set(key, headers)
      return headers
    },
  }
}
