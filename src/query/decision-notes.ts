import type { PathTree } from '../policy/needed-paths'
import type { Row } from '../policy/match'

/** What was decided about cells of one kind: `Invoice.net`, shown so often and withheld so often. */
export interface CellCounts {
  readonly coordinate: string
  readonly shown: number
  readonly withheld: number
}

/** A decision about one row: whether it may be known or acted on, and which of its fields were shown. */
export interface RowDecision {
  readonly action: string
  readonly type: string
  readonly key: number
  /** The field that was asked about, where it was one. */
  readonly field?: string
  readonly allowed: boolean
  readonly shown?: readonly string[]
  readonly withheld?: readonly string[]
  /** What it was decided on, where that was at hand. INVARIANT: never written anywhere as it is. */
  readonly facts?: { readonly row: Row; readonly paths: PathTree }
}

/** What one request decided, for whoever keeps a log of it. Values of cells never come here. */
export class DecisionNotes {
  private readonly counts = new Map<string, { shown: number; withheld: number }>()
  private readonly decided = new Map<string, RowDecision>()

  cells({ coordinate, shown, withheld }: CellCounts): void {
    const known = this.counts.get(coordinate) ?? { shown: 0, withheld: 0 }
    this.counts.set(coordinate, { shown: known.shown + shown, withheld: known.withheld + withheld })
  }

  /** The last word counts: a transaction that is repeated decides again. Fields asked for in several places add up. */
  row(decision: RowDecision): void {
    const { action, type, key, field = '' } = decision
    const place = `${action} ${type}:${key}.${field}`
    const before = this.decided.get(place)
    const shown = union(before?.shown, decision.shown)
    const withheld = union(before?.withheld, decision.withheld)
    this.decided.set(place, {
      ...decision,
      ...(shown === undefined ? {} : { shown, withheld: withheld ?? [] }),
    })
  }

  cellCounts(): readonly CellCounts[] {
    return [...this.counts]
      .map(([coordinate, counts]) => ({ coordinate, ...counts }))
      .sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1))
  }

  rows(): readonly RowDecision[] {
    return [...this.decided.values()]
  }
}

function union(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined {
  return one === undefined && other === undefined
    ? undefined
    : [...new Set([...(one ?? []), ...(other ?? [])])]
}
