import { type Condition, conditionKey } from '../../policy/condition'
import { type KeyValue } from '../cursor'
import { type OwnPart } from '../schema/annotations'
import { type ColumnModel, type ConnectionRoute } from '../schema/model'
import { type Fragment } from '../sql/fragment'
import { type AccessRules } from './planning'

// A plan as data. Selections hold lists, and lists hold selections.

/** How one selection set is answered from the rows of a fetch: its values in the order they were asked for. */
export interface SelectionPlan {
  /** What each value answers, by its place: `Invoice.net`. */
  readonly coordinates: readonly string[]
  readonly values: readonly Value[]
}

export type Value = {
  /** The response key: the alias, or the field's name. */
  readonly key: string
} & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'id'; readonly type: string }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'scalar'; readonly column: number; readonly mask: Mask; readonly form: ScalarForm }
  | {
      readonly kind: 'money'
      readonly amount: number
      readonly currency: number
      readonly mask: Mask
      readonly parts: readonly ColumnPart[]
    }
  | {
      readonly kind: 'embedded'
      readonly mask: Mask
      readonly parts: readonly (ColumnPart & { readonly column?: number })[]
    }
  | { readonly kind: 'own'; readonly part: OwnPart; readonly mask: Mask }
  | { readonly kind: 'same'; readonly mask: Mask; readonly selection: SelectionPlan }
  | { readonly kind: 'one'; readonly edge: RowsEdge; readonly mask: Mask }
  | { readonly kind: 'list'; readonly edge: RowsEdge; readonly mask: Mask }
  | { readonly kind: 'connection'; readonly plan: ConnectionPlan; readonly mask: Mask }
  | {
      readonly kind: 'access'
      readonly fields: readonly AccessWord[]
      readonly actions: readonly AccessWord[]
      readonly parts: readonly ColumnPart[]
    }
)

/** The bit that must be set, or undefined where the field is visible with its row. */
export type Mask = number | undefined

export type ScalarForm = 'text' | 'int' | 'bool' | 'instant' | 'rate' | 'words'

export interface ColumnPart {
  readonly key: string
  readonly name: string
}

export interface AccessWord {
  readonly name: string
  readonly mask: Mask
}

/** Rows found by a key of the parent's: the target of a to-one edge, or the rows of a plain list. */
export interface RowsEdge {
  /** The parent's column that holds the key, or undefined for its id. */
  readonly from: number | undefined
  /** The column of the target's table that is looked up. */
  readonly far: string
  readonly fetch: RowFetch
  readonly selection: SelectionPlan
}

/** One list as it was asked for: which rows, in which order, which page of them, and what of each. */
export interface ConnectionPlan {
  readonly fetch: RowFetch
  /** Undefined for a list of the root: it starts from all rows. */
  readonly route: ConnectionRoute | undefined
  readonly filter: Fragment
  readonly order: readonly OrderKey[]
  readonly page: Page
  /** What cursors of this list are bound to. */
  readonly binding: string
  readonly outputs: readonly ConnectionOutput[]
  readonly needsRows: boolean
  readonly count: CountPlan | undefined
}

export interface OrderKey {
  readonly expression: Fragment
  readonly direction: 'ASC' | 'DESC'
  readonly nullable: boolean
}

export interface Page {
  readonly size: number
  readonly backward: boolean
  readonly after: readonly KeyValue[] | undefined
  readonly before: readonly KeyValue[] | undefined
}

/** The counting statement: how many visible rows, and, where totals are asked for, the sums per currency. */
export interface CountPlan {
  readonly totals: TotalsPlan | undefined
}

export interface TotalsPlan {
  /** The currency of a row as far as one of its amounts may be read. */
  readonly currency: Fragment
  readonly sums: readonly { readonly name: string; readonly amount: Fragment }[]
}

export type ConnectionOutput = { readonly key: string } & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'nodes'; readonly selection: SelectionPlan }
  | { readonly kind: 'edges'; readonly parts: readonly EdgePart[] }
  | { readonly kind: 'pageInfo'; readonly parts: readonly ColumnPart[] }
  | { readonly kind: 'totalCount' }
  | { readonly kind: 'totals'; readonly parts: readonly TotalPart[] }
)

export type EdgePart = { readonly key: string } & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'cursor' }
  | { readonly kind: 'node'; readonly selection: SelectionPlan }
)

export type TotalPart = { readonly key: string } & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'currency' }
  | { readonly kind: 'count' }
  | { readonly kind: 'sum'; readonly name: string; readonly parts: readonly ColumnPart[] }
)

/**
 * What one statement must bring of its rows: columns, each perhaps behind a mask, and the masks themselves.
 * Views on the same rows (`nodes`, `edges { node }`, aliases) share a fetch, so nothing is fetched twice.
 */
export class RowFetch {
  readonly masks: Condition[] = []
  readonly columns: MaskedColumn[] = []
  private readonly maskNumbers = new Map<string, number>()
  private readonly columnNumbers = new Map<string, number>()

  constructor(readonly rules: AccessRules) {}

  /** The number of the bit that says whether `condition` holds for the row. */
  mask(condition: Condition): number {
    const key = conditionKey(condition)
    const known = this.maskNumbers.get(key)
    if (known !== undefined) return known
    this.maskNumbers.set(key, this.masks.push(condition) - 1)
    return this.masks.length - 1
  }

  /** The number of the column as read through the mask; `undefined` where it is always visible. */
  column(column: ColumnModel, mask: number | undefined): number {
    const key = `${column.name}|${mask ?? ''}`
    const known = this.columnNumbers.get(key)
    if (known !== undefined) return known
    this.columnNumbers.set(key, this.columns.push({ column, mask }) - 1)
    return this.columns.length - 1
  }
}

interface MaskedColumn {
  readonly column: ColumnModel
  readonly mask: number | undefined
}
