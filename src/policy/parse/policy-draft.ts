import { type Place } from './policy-error'
import { type Expression, type Word } from './read-yaml'

/** What the files say, read but not yet checked against the vocabulary. */
export interface PolicyDraft {
  readonly classes: readonly DraftClass[]
  readonly definitions: readonly DraftDefinition[]
  readonly documents: readonly DraftDocument[]
  /** One for each file of scopes; more than one is a mistake. */
  readonly scopes: readonly DraftScopes[]
  /** Whether every file could be read; only then is it worth saying what is missing among them. */
  readonly whole: boolean
}

export interface DraftClass {
  readonly name: Word
  /** Null where it could not be read; the class is known by name all the same. */
  readonly when: Expression | null
  readonly means: string
}

export interface DraftDefinition {
  readonly name: Word
  readonly parameter: Word
  readonly type: Word
  readonly when: Expression
  readonly means: string
}

export interface DraftScopes {
  readonly scopes: readonly DraftScope[]
  /** What no token ever does. */
  readonly never: readonly DraftCover[]
  /** Whether every part of it could be read. */
  readonly whole: boolean
}

export interface DraftScope {
  readonly name: Word
  readonly means: string
  readonly covers: readonly DraftCover[]
}

/** Actions on a type, `read` among them. */
export interface DraftCover {
  readonly type: Word
  readonly actions: readonly Word[]
}

export interface DraftDocument {
  readonly type: Word
  readonly partOf?: { readonly relation: Word; readonly field: Word }
  readonly actions: readonly Word[]
  readonly facts: readonly NamedExpression[]
  readonly groups: readonly DraftGroup[]
  readonly rules: readonly DraftRule[]
  /** Whether every part of it could be read; only then is it worth saying what no rule classifies. */
  readonly whole: boolean
}

export interface NamedExpression {
  readonly name: Word
  readonly when: Expression
}

export interface DraftGroup {
  readonly name: Word
  readonly fields: readonly Word[]
}

export interface DraftRule {
  readonly place: Place
  readonly id: Word
  readonly effect: 'permit' | 'forbid'
  readonly actions: readonly Word[]
  readonly fields: readonly Word[] | 'all' | null
  readonly to: readonly Word[] | null
  readonly when: Expression | null
  readonly because: string
  readonly source?: string
}
