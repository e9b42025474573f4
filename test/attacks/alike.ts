import type { DataSource } from 'typeorm'
import { withoutBudget } from '../support/without-budget'

/** What an attempt left behind, as far as somebody outside or a clock might tell. */
export interface Trace {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
  readonly milliseconds: number
  /** The texts of the statements, in order: not what they were filled with. */
  readonly statements: readonly string[]
  /** How many slow hashes were computed. */
  readonly hashes: number
}

/** What is watched while an attempt runs. */
export interface Watched {
  readonly database: DataSource
  readonly url: string
  /** The number of slow hashes so far. */
  readonly hashes: () => number
}

/** What each answer says otherwise: when it was made, and what is left of a budget. */
const MOVING = ['date', 'ratelimit']

/** What SQLite remembers of all limits: written once a second, whoever asked, and so at the end of any attempt or of none. */
const OF_THE_LAST_SECOND = /^(REPLACE INTO|DELETE FROM) rate_limits .*"key"/

/** Sends one document and notes what it left behind. INVARIANT: nothing else runs meanwhile. */
export async function traceOf({ database, url, hashes }: Watched, body: object): Promise<Trace> {
  const statements: string[] = []
  const before = hashes()
  const former = database.logger
  const noted: typeof former = Object.assign(Object.create(former) as typeof former, {
    logQuery: (statement: string) => {
      if (!OF_THE_LAST_SECOND.test(statement)) statements.push(statement)
    },
  })
  // WHY so: TypeORM hands every statement of every connection to this one logger, whether it logs or not.
  Object.assign(database, { logger: noted })
  try {
    const began = performance.now()
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = withoutBudget(await response.text())
    const milliseconds = performance.now() - began
    const headers = Object.fromEntries([...response.headers].filter(([name]) => !MOVING.includes(name)))
    return { status: response.status, text, headers, milliseconds, statements, hashes: hashes() - before }
  } finally {
    Object.assign(database, { logger: former })
  }
}

/** All of it but the time. */
export function withoutTime({ milliseconds: _time, ...rest }: Trace): Omit<Trace, 'milliseconds'> {
  return rest
}

/**
 * How often the one is quicker than the other, of all pairs: about a half where a clock cannot tell them apart, none or
 * all where it can. WHY pairs and no means: a busy machine makes a few of them as slow as it likes.
 */
export function oftenQuicker(one: readonly number[], other: readonly number[]): number {
  const wins = one.flatMap((a) => other.map((b) => (a < b ? 1 : a === b ? 0.5 : 0)))
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length
}
