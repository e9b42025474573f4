import type { Logger } from 'pino'
import type { ConnectedDatabase } from '../data/connected-database'
import type { Settings } from '../server/settings'
import type { Clock } from '../services/clock'

/** What jobs are made of, on a gateway and by hand alike; enough for a `systemTransaction`. */
export interface JobParts {
  readonly dataSource: ConnectedDatabase
  /** Where browsers reach this installation, for links in mails: without a slash at the end. */
  readonly publicUrl: string
  readonly settings: Settings
  readonly clock: Clock
  readonly logger: Logger
}
