import type { Condition } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { Assumption } from '../solve/assumption'
import type { Change } from '../solve/solver'

/** What `invariants.yaml` says. */
export interface InvariantFile {
  readonly assumptions: readonly Assumption[]
  readonly invariants: readonly Invariant[]
  readonly deliberate: readonly Deliberate[]
}

interface Common {
  readonly id: string
  /** The sentence that is proved. */
  readonly says: string
  /** Variable → type. The first is called `row` in conditions, the others by their own names. */
  readonly of: ReadonlyMap<string, string>
  /** Where it is about: of these rows only. */
  readonly when: Condition
  readonly path: string
  readonly line: number
}

export type Invariant =
  /** None of the cells, for anybody, where `when` holds. */
  | (Common & { readonly kind: 'never'; readonly cells: readonly Cell[] })
  /** Whoever has one of the cells, where `when` holds, has all of those in `also`. */
  | (Common & { readonly kind: 'whoever'; readonly cells: readonly Cell[]; readonly also: readonly Cell[] })
  /** Whoever has one of the cells, where `when` holds, is such a one. */
  | (Common & { readonly kind: 'only'; readonly cells: readonly Cell[]; readonly then: Condition })
  /** No cell of any type at all, for whom `when` holds: it speaks of the principal alone. */
  | (Common & { readonly kind: 'nothing'; readonly except: readonly Coordinate[] })
  /** Where a fact changes, no cell of any type opens (or closes) to anybody. */
  | (Common & {
      readonly kind: 'change'
      readonly change: Change | PrincipalChange
      readonly never: 'opens' | 'closes'
      readonly except: readonly Coordinate[]
      /** These cells alone; null for every cell there is. */
      readonly within: readonly Coordinate[] | null
    })

/** Who asks is another: `token` is true instead of false, all else as it was. */
export interface PrincipalChange {
  readonly of: 'principal'
  /** Slots by their names after `principal.`. */
  readonly set: Readonly<Record<string, string | number | boolean | null>>
}

/** A cell of a row that the invariant names. */
export interface Cell {
  /** `row`, or another name of `of`. */
  readonly of: string
  readonly question: Question
}

/** A cell of any row of a type, and why it is left out. */
export interface Coordinate {
  readonly question: Question
}

/** A rule that is weak on purpose. */
export interface Deliberate {
  readonly rule: string
  readonly is: Weakness
  /** Of a redundant condition: its text. */
  readonly condition: string | null
  readonly because: string
  readonly path: string
  readonly line: number
}

export type Weakness = 'dead' | 'shadowed' | 'redundant'

/** `read invoice.net`, `pay invoice` with the variable for the row. */
export function cellName({ question: { action, type, field } }: Pick<Cell, 'question'>): string {
  return field === undefined ? `${action} ${type}` : `${action} ${type}.${field}`
}

export function sameQuestion(left: Question, right: Question): boolean {
  return left.action === right.action && left.type === right.type && left.field === right.field
}
