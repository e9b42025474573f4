import type { Question } from '../../policy/decide'
import type { Row } from '../../policy/match'
import type { Principal } from '../../policy/principal'

/** Somebody at a moment, and every cell whose answer a scenario or a case asserts for them. */
export interface Tested {
  /** What asserts it: a persona's key, or the path of a case. */
  readonly by: string
  readonly principal: Principal
  readonly now: Date
  /** By type. */
  readonly asserted: ReadonlyMap<string, readonly Asserted[]>
}

/** One question, and the rows on which its answer is asserted. */
export interface Asserted {
  readonly question: Question
  readonly cells: readonly AssertedCell[]
}

export interface AssertedCell {
  /** `Invoice:7` */
  readonly id: string
  readonly row: Row
  readonly allowed: boolean
}

/** A cell by its names, for reports: `client-owner · Invoice:7.net`. */
export function cellText(by: string, { action, field }: Question, id: string): string {
  const what = action === 'read' ? (field === undefined ? id : `${id}.${field}`) : `${action} ${id}`
  return `${by} · ${what}`
}
