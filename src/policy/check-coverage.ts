import type { Place, Report } from './policy-error'
import type { PolicyRule } from './policy-set'
import type { TypeWords } from './vocabulary'

/** Reports public fields that no rule classifies, and non-null fields that not everybody who sees the row sees. */
export function checkCoverage(
  type: { readonly place: Place; readonly rules: readonly PolicyRule[]; readonly words: TypeWords },
  report: Report,
): void {
  const reads = type.rules.filter((rule) => rule.actions.includes('read'))
  const permits = reads.filter((rule) => rule.effect === 'permit')
  const forbids = reads.filter((rule) => rule.effect === 'forbid' && !rule.allFields)
  for (const { name, nullable } of type.words.fields) {
    if (!reads.some((rule) => rule.fields.includes(name))) {
      const message = `No rule says who may read \`${name}\` of ${type.words.name}.`
      report({ ...type.place, code: 'field-unclassified', message })
      continue
    }
    if (nullable) continue
    const withheld = [
      ...permits.filter((rule) => !rule.fields.includes(name)),
      ...forbids.filter((rule) => rule.fields.includes(name)),
    ]
    const [first] = withheld
    if (first === undefined && permits.length > 0) continue
    const where = first === undefined ? 'nobody may read it' : `\`${first.id}\` shows the row without it`
    const message = `\`${name}\` of ${type.words.name} is never null in the schema, and ${where}.`
    report({ ...type.place, code: 'conditional-field-not-nullable', message })
  }
}
