import { type GraphQLResolveInfo } from 'graphql'
import { LRUCache } from 'lru-cache'
import { type Slots } from '../../policy/compile/class-policy'
import { type CursorSeal } from '../cursor'
import { type ColumnPart, type ScalarForm } from '../plan/selection-plan'
import { prices } from '../price-list'
import { type Database, type SqlRow, type SqlValue } from '../read-context'
import { type DecisionNotes } from '../redactions'
import { type Model } from '../schema/model'
import { type Fragment, parametersOf } from '../sql/fragment'

/** What stays the same while one plan runs. */
export interface PlanRun {
  readonly database: Database
  readonly model: Model
  readonly slots: Slots
  readonly cursors: CursorSeal
  readonly spent: ActualCost
  readonly withheld: Withheld
  readonly shapes: QueryStrategyCache
  /** Where decisions are noted for the decision log, if there is one. */
  readonly notes: DecisionNotes | undefined
}

/** An answered object, keyed by response keys. */
export type Answer = Record<string, unknown>

/** What stands in an answer for a withheld cell: the executor calls it, which counts it and answers null. */
export interface Withheld {
  /** The field is never visible to a principal of these classes. */
  readonly always: WithheldAnswer
  /** The field is not visible in this row. */
  readonly here: WithheldAnswer
}

export type WithheldAnswer = (info: GraphQLResolveInfo) => null

/** What the run really cost, in the unit of the estimate. */
export interface ActualCost {
  actual: number
}

export async function run(reading: PlanRun, statement: Fragment): Promise<readonly SqlRow[]> {
  const rows = await reading.database.query(statement.text, parametersOf(statement, reading.slots))
  reading.spent.actual += prices.statement.units + rows.length * prices.object.units
  return rows
}

/**
 * Charges a statement that had nothing to look for. INVARIANT: it costs as much as one that runs, so that the reported
 * cost does not reveal a reference to a hidden row.
 */
export function skip(reading: PlanRun): void {
  reading.spent.actual += prices.statement.units
}

/** A stored value as the API shows it. Absent stays null. */
export function scalarOf(form: ScalarForm, value: SqlValue | undefined): unknown {
  if (value === null || value === undefined) return null
  switch (form) {
    case 'text':
      return String(value)
    case 'int':
      return Number(value)
    case 'bool':
      return Number(value) === 1
    case 'instant':
      return instantOf(String(value))
    case 'rate':
      return decimalOf(String(value), 4)
    case 'words':
      return String(value)
        .split(' ')
        .filter((word) => word !== '')
  }
}

/** Stored instants are UTC texts, `2026-01-02 03:04:05.000`; the API shows ISO 8601. */
export function instantOf(stored: string): string {
  return `${stored.replace(' ', 'T')}Z`
}

/** The parts of an amount that were selected; null where there is no amount. */
export function moneyOf(parts: readonly ColumnPart[], money: StoredMoney): unknown {
  if (money.amount === null || money.amount === undefined) return null
  const answer: Record<string, unknown> = {}
  for (const part of parts) {
    answer[part.key] =
      part.name === 'amount'
        ? decimalOf(String(money.amount), 2, 2)
        : part.name === 'currency'
          ? money.currency
          : 'Money'
  }
  return answer
}

export interface StoredMoney {
  readonly amount: SqlValue | undefined
  readonly currency: SqlValue | undefined
}

/**
 * An integer in units of 10^-places as an exact decimal: 27776 with two places is "277.76".
 * @param least how many decimals are always shown; amounts show their cents, rates no idle zeros.
 */
export function decimalOf(units: string, places: number, least = 0): string {
  const match = /^(-?)(\d+)(?:\.0+)?$/.exec(units)
  if (match === null) throw new Error('A stored amount is not an integer')
  const digits = (match[2] ?? '').padStart(places + 1, '0')
  let fraction = digits.slice(-places)
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  const whole = digits.slice(0, -places)
  return `${match[1] ?? ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** Two statements that bring the same rows. */
export type Shape = 'searched' | 'walked'

/** Fast enough that the other shape is not worth a try. */
const FAST_MS = 15
/** The cache forgets a timing after this long, because data and statistics change. */
const MEMORY_MS = 600_000
const MOST_ENTRIES = 5000

/**
 * Remembers which of two shapes was quicker for a list. Searching suits a principal who sees few rows,
 * walking one who sees many, and only the data shows which. INVARIANT: the choice never affects the answer, so the memory may be stale.
 */
export class QueryStrategyCache {
  private readonly known = new LRUCache<string, Timing>({ max: MOST_ENTRIES })

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Searching first: it is bounded by what the principal sees. Walking is tried once, where searching was slow. */
  choose(list: string): Shape {
    const timing = this.known.get(list)
    if (timing === undefined || this.clock() - timing.since > MEMORY_MS) return 'searched'
    if (timing.searched < FAST_MS || timing.walked === undefined)
      return timing.searched < FAST_MS ? 'searched' : 'walked'
    return timing.walked < timing.searched ? 'walked' : 'searched'
  }

  async timed<T>(list: string, shape: Shape, work: () => Promise<T>): Promise<T> {
    const start = this.clock()
    const result = await work()
    this.learn(list, shape, this.clock() - start)
    return result
  }

  private learn(list: string, shape: Shape, took: number): void {
    const timing = this.known.get(list)
    const fresh = timing !== undefined && this.clock() - timing.since <= MEMORY_MS
    if (fresh) {
      timing[shape] = took
      return
    }
    if (shape === 'walked') return
    this.known.set(list, { since: this.clock(), searched: took, walked: undefined })
  }
}

interface Timing {
  readonly since: number
  searched: number
  walked: number | undefined
}
