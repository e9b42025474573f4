import type { OwnPart } from '../own'
import type { ConnectionPlan } from './connection-plan'
import type { Level } from './level'

/** How one selection set is answered from the rows of a level: its values in the order they were asked for. */
export interface View {
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
      readonly parts: readonly Part[]
    }
  | {
      readonly kind: 'embedded'
      readonly mask: Mask
      readonly parts: readonly (Part & { readonly column?: number })[]
    }
  | { readonly kind: 'own'; readonly part: OwnPart; readonly mask: Mask }
  | { readonly kind: 'same'; readonly mask: Mask; readonly view: View }
  | { readonly kind: 'one'; readonly edge: RowsEdge; readonly mask: Mask }
  | { readonly kind: 'list'; readonly edge: RowsEdge; readonly mask: Mask }
  | { readonly kind: 'connection'; readonly plan: ConnectionPlan; readonly mask: Mask }
  | {
      readonly kind: 'access'
      readonly fields: readonly AccessWord[]
      readonly actions: readonly AccessWord[]
      readonly parts: readonly Part[]
    }
)

/** The bit that must be set, or undefined where the field is visible with its row. */
export type Mask = number | undefined

export type ScalarForm = 'text' | 'int' | 'bool' | 'instant' | 'rate' | 'words'

export interface Part {
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
  readonly level: Level
  readonly view: View
}
