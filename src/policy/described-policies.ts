import { conditionText } from './condition-text'
import type { PolicySet } from './policy-set'

/** The policies in force as a reviewer reads them. */
export interface DescribedPolicies {
  readonly version: string
  readonly classes: readonly DescribedClass[]
  readonly types: readonly DescribedType[]
}

export interface DescribedClass {
  readonly name: string
  readonly means: string
  readonly when: string
}

export interface DescribedType {
  readonly type: string
  readonly actions: readonly string[]
  readonly rules: readonly DescribedRule[]
}

export interface DescribedRule {
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
