import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { type Environment } from '../../src/app/settings'
import { type Clock } from '../../src/platform/clock'
import { gatewayOn, type RunningGateway } from './gateway-on'

/** A gateway over a fresh demo world, and a short way to ask it. */
export interface DemoGateway extends RunningGateway {
  readonly database: DataSource
  /** What the single root field of a document answers a persona; the whole body where it was refused as a whole. */
  ask(persona: string, query: string, input?: object): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** Fills an empty database with the demo world and starts a gateway on it. The variable of every document is `$input`. */
export async function mutationsOn(
  database: DataSource,
  environment: Environment = {},
  clock?: Clock,
): Promise<DemoGateway> {
  await fillDemoWorld(database)
  const gateway = await gatewayOn(database, environment, clock)
  return {
    ...gateway,
    database,
    ask: async (persona, query, input = {}) => {
      const headers = persona === 'nobody' ? {} : await gateway.headersOf(persona)
      const { body } = await gateway.post({ query, variables: { input } }, headers)
      const [field] = Object.keys(body.data ?? {})
      return field === undefined || body.errors !== undefined ? body : body.data[field]
    },
  }
}
