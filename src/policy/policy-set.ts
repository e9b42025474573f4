import { type Condition } from './condition'
import { conditionText } from './condition-text'
import { type TokenScope } from './principal'

/** All policies in force: checked, facts and definitions inlined, in an order that does not depend on the files. */
export interface PolicySet {
  /** SHA-256 of what the policies mean. Comments, sentences and layout do not change it. */
  readonly version: string
  readonly classes: readonly PrincipalClass[]
  readonly types: ReadonlyMap<string, TypeDocument>
  readonly rules: readonly PolicyRule[]
  /** What API tokens may be limited to, in the order of the catalogue. */
  readonly scopes: readonly TokenScope[]
}

/** A class of principals. A principal belongs to it where its condition, over the principal alone, holds. */
export interface PrincipalClass {
  readonly name: string
  readonly condition: Condition
  readonly means: string
  readonly path: string
  readonly line: number
}

/** What a document says of its type beside the rules. */
export interface TypeDocument {
  readonly type: string
  /** How the document's conditions name the row. */
  readonly variable: string
  /** Beside `read`. */
  readonly actions: readonly string[]
  readonly partOf?: PartOf
  /** Rows of other types that the row is about: it is seen where one of them is, with the field. */
  readonly about?: readonly PartOf[]
  readonly facts: ReadonlyMap<string, Condition>
}

/** A type whose rows exist only as part of an owner's, and are seen only where the owner's `field` is. */
export interface PartOf {
  /** The to-one relation that leads from the part to its owner. */
  readonly relation: string
  readonly ownerType: string
  /** The owner's field that lists the parts. */
  readonly field: string
}

/** The rows that decide whether a row of a type is seen. */
export function ownersOf({ partOf, about = [] }: Pick<TypeDocument, 'partOf' | 'about'>): readonly PartOf[] {
  return partOf === undefined ? about : [partOf, ...about]
}

export interface PolicyRule {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  readonly actions: readonly string[]
  readonly type: string
  /** Groups and `all` expanded; a permit of read includes `id`, for what has a visible field is known. */
  readonly fields: readonly string[]
  readonly allFields: boolean
  /** One of them suffices. */
  readonly classes: readonly string[]
  readonly condition: Condition
  readonly because: string
  readonly source?: string
  readonly path: string
  readonly line: number
}

/** The class that everybody is in, the signed-out included. */
export const EVERYONE = 'everyone'

/** The policies in force as a reviewer reads them. */
export interface DescribedPolicies {
  readonly version: string
  readonly classes: readonly DescribedClass[]
  readonly types: readonly DescribedType[]
}

interface DescribedClass {
  readonly name: string
  readonly means: string
  readonly when: string
}

interface DescribedType {
  readonly type: string
  readonly actions: readonly string[]
  readonly rules: readonly DescribedRule[]
}

interface DescribedRule {
  readonly id: string
  readonly effect: string
  readonly actions: readonly string[]
  readonly fields: readonly string[]
  readonly to: readonly string[]
  readonly when: string
  readonly because: string
  readonly source: string | null
}

/** Read from the compiled set that answers queries, facts and definitions inlined; types in the order of their names. */
export function describedPolicies(set: PolicySet): DescribedPolicies {
  const types = [...set.types.values()].sort((a, b) => (a.type < b.type ? -1 : 1))
  return {
    version: set.version,
    classes: set.classes.map(({ name, means, condition }) => ({
      name,
      means,
      when: conditionText(condition),
    })),
    types: types.map(({ type, variable, actions }) => ({
      type,
      actions,
      rules: set.rules
        .filter((rule) => rule.type === type)
        .map((rule) => ({
          id: rule.id,
          effect: rule.effect,
          actions: rule.actions,
          fields: rule.fields,
          to: rule.classes,
          when: conditionText(rule.condition, variable),
          because: rule.because,
          source: rule.source ?? null,
        })),
    })),
  }
}
