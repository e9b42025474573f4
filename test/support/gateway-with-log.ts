import { Writable } from 'node:stream'
import { type DataSource } from 'typeorm'
import { mandateOn } from '../../src/app/mandate-on'
import { type Environment } from '../../src/app/settings'
import { type Clock } from '../../src/platform/clock'
import { createLogger } from '../../src/platform/logger'
import { gatewayOver, type RunningGateway } from './gateway-on'

export interface LoggedGateway extends RunningGateway {
  /** The lines of the log so far; emptied by whoever wants. */
  readonly log: string[]
}

/** The whole gateway over a database that holds the demo world, and everything it logs. */
export async function gatewayWithLog(
  dataSource: DataSource,
  environment: Environment = {},
  clock?: Clock,
): Promise<LoggedGateway> {
  const log: string[] = []
  const lines = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log.push(chunk.toString('utf8'))
      done()
    },
  })
  const logger = createLogger(environment['LOG_LEVEL'] ?? 'info', lines)
  const mandate = mandateOn(dataSource, { secret: Buffer.alloc(32, 7), maximumCost: 1_000_000 })
  const dependencies = { engine: mandate.engine, dataSource, writing: mandate, clock, logger }
  return { ...(await gatewayOver(dependencies, environment)), log }
}
