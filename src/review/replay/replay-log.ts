import type { DecisionEntry } from '../../decision-log/decision-entry'
import { readLogLine } from './read-log'
import { type Replayed, replayEntry, type ReplayGround, type Verdict } from './replay-entry'

export interface ReplayedLog {
  readonly requests: number
  /** Requests that the log says it left out. */
  readonly dropped: number
  readonly unreadable: number
  readonly verdicts: Readonly<Record<Verdict, number>>
  /** Decisions about single rows whose facts are others today. */
  readonly factsChanged: number
  readonly changed: readonly ChangedDecision[]
  /** How many more there are than are listed. */
  readonly unlisted: number
}

/** A decision that would be another one, or may be. */
export interface ChangedDecision extends Replayed {
  readonly entry: Pick<DecisionEntry, 'time' | 'correlationId' | 'principal' | 'operation'>
}

/** WHY bounded: logs are long; the counts are of everything. */
const MOST_LISTED = 500

/** Every request of a log, decided again. @param lines in their order, as `readline` gives them. */
export async function replayLog(ground: ReplayGround, lines: AsyncIterable<string>): Promise<ReplayedLog> {
  const verdicts: Record<Verdict, number> = {
    same: 0,
    'now allowed': 0,
    'now refused': 0,
    'depends on rows': 0,
  }
  const tally = { requests: 0, dropped: 0, unreadable: 0, factsChanged: 0, unlisted: 0 }
  const changed: ChangedDecision[] = []
  for await (const line of lines) {
    if (line.trim() === '') continue
    const read = readLogLine(line)
    if (read.kind === 'unreadable') tally.unreadable += 1
    if (read.kind === 'dropped') tally.dropped += read.dropped
    if (read.kind !== 'request') continue
    tally.requests += 1
    for (const replayed of await replayEntry(ground, read.entry)) {
      verdicts[replayed.verdict] += replayed.count
      if (replayed.factsChanged) tally.factsChanged += 1
      if (replayed.verdict === 'same') continue
      if (changed.length < MOST_LISTED) changed.push({ ...replayed, entry: read.entry })
      else tally.unlisted += 1
    }
  }
  return { ...tally, verdicts, changed }
}
