import { GraphQLEnumType, GraphQLError, type GraphQLResolveInfo } from 'graphql'
import { type PathTree } from '../policy/condition-paths'
import { type Row } from '../policy/evaluate/match'

/** How an answer shows withheld cells: null, null with an error for each, or the operation fails. */
export type AccessMode = 'redact' | 'report' | 'reject'

interface Redaction {
  /** The schema coordinate, `Invoice.net`. */
  readonly coordinate: string
  /** How many cells were withheld. */
  readonly count: number
  /** Why, without anything about the row: never for this role, or not for every row. */
  readonly reason: RedactionReason
}

const reasons = {
  NOT_FOR_YOUR_ROLE: 'Nobody with your role reads this field of anything.',
  NOT_FOR_THIS_ROW: 'You read this field of other objects, and not of this one.',
} as const

type RedactionReason = keyof typeof reasons

/** The same words in the schema, for clients that generate their types from it: no field has this type. */
export const redactionReason = new GraphQLEnumType({
  name: 'RedactionReason',
  description: 'Why cells are withheld: `reason` in `extensions.access.redacted`.',
  values: Object.fromEntries(Object.entries(reasons).map(([name, description]) => [name, { description }])),
})

/** Counts what one operation withholds. */
export class Redactions {
  private readonly counts = new Map<string, { count: number; reason: RedactionReason }>()

  constructor(private readonly mode: AccessMode) {}

  /** @throws FIELD_FORBIDDEN, for this path or for the operation, where the caller asked for that mode. */
  withhold(info: GraphQLResolveInfo, reason: RedactionReason): null {
    const coordinate = `${info.parentType.name}.${info.fieldName}`
    const known = this.counts.get(coordinate)
    this.counts.set(coordinate, { count: (known?.count ?? 0) + 1, reason })
    if (this.mode === 'redact') return null
    throw new GraphQLError(`\`${coordinate}\` may not be read here.`, {
      extensions: { code: 'FIELD_FORBIDDEN' },
    })
  }

  get rejected(): boolean {
    return this.mode === 'reject' && this.counts.size > 0
  }

  list(): readonly Redaction[] {
    return [...this.counts]
      .map(([coordinate, { count, reason }]) => ({ coordinate, count, reason }))
      .sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1))
  }
}

/**
 * The errors of an answer in the order of its root fields; below one root field their order is that of the execution.
 * WHY: root fields are read side by side, and which of them ends first depends on what was read, hidden rows included.
 */
export function inOrderOfFields<E extends { readonly path?: readonly (string | number)[] | undefined }>(
  errors: readonly E[],
  data: object | null | undefined,
): readonly E[] {
  const fields = new Map(Object.keys(data ?? {}).map((name, index) => [name, index]))
  const place = ({ path }: E): number => fields.get(String(path?.[0])) ?? -1
  return [...errors].sort((one, other) => place(one) - place(other))
}

/** What was decided about cells of one kind: `Invoice.net`, shown so often and withheld so often. */
interface CellCounts {
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

/** What one request decided, for a decision log. It never holds values of cells. */
export class DecisionNotes {
  private readonly counts = new Map<string, { shown: number; withheld: number }>()
  private readonly decided = new Map<string, RowDecision>()

  cells({ coordinate, shown, withheld }: CellCounts): void {
    const known = this.counts.get(coordinate) ?? { shown: 0, withheld: 0 }
    this.counts.set(coordinate, { shown: known.shown + shown, withheld: known.withheld + withheld })
  }

  /** WHY the last decision counts: a repeated transaction decides again. Fields asked for in several places add up. */
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
