import type { ConnectionRoute } from '../model/model'
import type { Fragment } from '../sql/fragment'
import type { KeyValue } from '../cursor'
import type { Level } from './level'
import type { Part, View } from './view'

/** One list as it was asked for: which rows, in which order, which page of them, and what of each. */
export interface ConnectionPlan {
  readonly level: Level
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
  | { readonly kind: 'nodes'; readonly view: View }
  | { readonly kind: 'edges'; readonly parts: readonly EdgePart[] }
  | { readonly kind: 'pageInfo'; readonly parts: readonly Part[] }
  | { readonly kind: 'totalCount' }
  | { readonly kind: 'totals'; readonly parts: readonly TotalPart[] }
)

export type EdgePart = { readonly key: string } & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'cursor' }
  | { readonly kind: 'node'; readonly view: View }
)

export type TotalPart = { readonly key: string } & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'currency' }
  | { readonly kind: 'count' }
  | { readonly kind: 'sum'; readonly name: string; readonly parts: readonly Part[] }
)
