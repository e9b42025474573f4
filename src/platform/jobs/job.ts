import { type Logger } from 'pino'
import { type Settings } from '../../app/settings'
import { type Clock } from '../clock'
import { type ConnectedDatabase } from '../database/transaction'

/** The counts that a job logs: `{ sent: 3, failed: 0 }`. Never a name, an address or a secret. */
export type JobReport = Readonly<Record<string, number>>

/** Periodic work without a caller. */
export interface Job {
  /** Its name on the command line and in the log; at most 64 characters. */
  readonly name: string
  /** How often it runs, in seconds from start to start. */
  readonly every: number
  /** What it does, in one sentence. */
  readonly means: string
  /**
   * Does what is due at `now`.
   * INVARIANT: what was done already is not done again. A gateway that crashes, or is cut off from the database for
   * longer than its lease, leaves the rest to another one, which may begin before the first has ended.
   */
  run(now: Date): Promise<JobReport>
}

/** The dependencies of jobs, on a gateway and on the command line; enough for a `systemTransaction`. */
export interface JobParts {
  readonly dataSource: ConnectedDatabase
  /** The address under which browsers reach this installation, without a slash at the end, for links in mails. */
  readonly publicUrl: string
  /** Who issues documents. */
  readonly issuer?: { readonly name: string; readonly legal: readonly string[] }
  readonly settings: Settings
  readonly clock: Clock
  readonly logger: Logger
}
