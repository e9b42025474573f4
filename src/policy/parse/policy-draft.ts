import { type SourcePosition } from './policy-error'
import { type Expression, type YamlWord } from './read-yaml'

/** What the files say, read but not yet checked against the vocabulary. */
export interface PolicyDraft {
  readonly classes: readonly DraftClass[]
  readonly definitions: readonly DraftDefinition[]
  readonly documents: readonly DraftDocument[]
  /** One for each file of scopes; more than one is a mistake. */
  readonly scopes: readonly DraftScopes[]
  /** Which fields of each type `fields: all` covers; null where no file says so, and it covers all there are. */
  readonly classified: readonly DraftClassified[] | null
  /** Whether every file could be read; only then is it worth saying what is missing among them. */
  readonly whole: boolean
}

/** The fields of a type that somebody has looked at since they exist. */
export interface DraftClassified {
  readonly type: YamlWord
  readonly fields: readonly YamlWord[]
}

export interface DraftClass {
  readonly name: YamlWord
  /** Null where it could not be read; the class is known by name all the same. */
  readonly when: Expression | null
  readonly means: string
}

export interface DraftDefinition {
  readonly name: YamlWord
  readonly parameter: YamlWord
  readonly type: YamlWord
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
  readonly name: YamlWord
  readonly means: string
  readonly covers: readonly DraftCover[]
}

/** Actions on a type, `read` among them. */
export interface DraftCover {
  readonly type: YamlWord
  readonly actions: readonly YamlWord[]
}

export interface DraftDocument {
  readonly type: YamlWord
  readonly partOf?: DraftOwner
  readonly about?: readonly DraftOwner[]
  readonly actions: readonly YamlWord[]
  readonly facts: readonly NamedExpression[]
  readonly groups: readonly DraftGroup[]
  readonly rules: readonly DraftRule[]
  /** Whether every part of it could be read; only then is it worth saying what no rule classifies. */
  readonly whole: boolean
}

/** A relation to a row that decides on this one, and the field of that row which must be seen. */
export interface DraftOwner {
  readonly relation: YamlWord
  readonly field: YamlWord
}

export interface NamedExpression {
  readonly name: YamlWord
  readonly when: Expression
}

export interface DraftGroup {
  readonly name: YamlWord
  readonly fields: readonly YamlWord[]
}

export interface DraftRule {
  readonly place: SourcePosition
  readonly id: YamlWord
  readonly effect: 'permit' | 'forbid'
  readonly actions: readonly YamlWord[]
  readonly fields: readonly YamlWord[] | 'all' | null
  readonly to: readonly YamlWord[] | null
  readonly when: Expression | null
  readonly because: string
  readonly source?: string
}
