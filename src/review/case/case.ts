import type { Question } from '../../policy/decide'
import type { Principal } from '../../policy/principal'
import type { MadeUpWorld } from '../world/made-up-world'
import type { Witness } from '../world/witness'

/** Who asks, when, of which world, and what the answers must be. */
export interface Case {
  /** As the file is called: `policies/cases/NAME.case.yaml`. */
  readonly name: string
  readonly about: string
  /** An ISO instant. */
  readonly clock: string
  readonly principal: Principal
  readonly world: MadeUpWorld
  readonly expect: readonly ExpectedCell[]
}

/** A cell, and whether it is allowed. */
export interface ExpectedCell {
  readonly question: Question
  /** The id of the row; its type is the question's. */
  readonly key: number
  readonly allowed: boolean
}

/** What a witness shows, as a case. */
export function caseOf(
  { principal, now, world }: Witness,
  told: Pick<Case, 'name' | 'about' | 'expect'>,
): Case {
  return { ...told, clock: now, principal, world }
}

/** A name of letters, digits and dashes, as cases and files are called. */
export function isCaseName(name: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
}

/** `Invoice:1.net`, `pay on Invoice:1`, `Invoice:1` */
export function cellText({ question: { action, type, field }, key }: ExpectedCell): string {
  const row = `${type}:${key}`
  if (action !== 'read') return `${action} on ${row}`
  return field === undefined ? row : `${row}.${field}`
}
