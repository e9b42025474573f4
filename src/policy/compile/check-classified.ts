import { type DraftDocument, type PolicyDraft } from '../parse/policy-draft'
import { type ReportPolicyError, suggestion } from '../parse/policy-error'
import { type TypeWords, type Vocabulary } from '../vocabulary'

/**
 * The fields of a document's type that somebody has classified: those the document names, in a rule or a group, and those
 * that `classified-fields.yaml` lists. Null where no file lists any: `fields: all` then covers whatever there is.
 */
export function classifiedFields(draft: PolicyDraft, document: DraftDocument): ReadonlySet<string> | null {
  if (draft.classified === null) return null
  const listed = draft.classified.filter(({ type }) => type.text === document.type.text)
  const words = [
    ...listed.flatMap(({ fields }) => fields),
    ...document.groups.flatMap(({ fields }) => fields),
    ...document.rules.flatMap(({ fields }) => (fields === 'all' || fields === null ? [] : fields)),
  ]
  return new Set(words.map(({ text }) => text))
}

/**
 * Reports the fields that a rule with `fields: all` would show although nobody has said so.
 * WHY an error: whoever wrote `all` meant the fields there were; a column added later may be one that nobody may see.
 */
export function checkNewFields(
  document: DraftDocument,
  known: { readonly words: TypeWords; readonly classified: ReadonlySet<string> | null },
  report: ReportPolicyError,
): void {
  const { words, classified } = known
  const all = document.rules.find(({ fields }) => fields === 'all')
  if (classified === null || all === undefined) return
  for (const { name } of words.fields) {
    if (classified.has(name)) continue
    const message = `\`fields: all\` of \`${all.id.text}\` does not cover \`${name}\` of ${words.name}, which nobody has classified.`
    const help = `name it in a rule or a group of this file, or add it under ${words.name} in classified-fields.yaml`
    report({ ...all.place, code: 'field-unclassified', message, suggestion: help })
  }
}

/** Reports what `classified-fields.yaml` lists and does not exist: a name that comes back would be classified unseen. */
export function checkClassified(draft: PolicyDraft, vocabulary: Vocabulary, report: ReportPolicyError): void {
  for (const { type, fields } of draft.classified ?? []) {
    const words = vocabulary.types.get(type.text)
    if (words === undefined) {
      const message = `There is no type \`${type.text}\`.`
      report({
        ...type.place,
        code: 'unknown-type',
        message,
        ...suggestion(type.text, vocabulary.types.keys()),
      })
      continue
    }
    const names = words.fields.map(({ name }) => name)
    for (const { text, place } of fields) {
      if (names.includes(text)) continue
      const message = `${words.name} has no field \`${text}\`.`
      report({ ...place, code: 'unknown-field', message, ...suggestion(text, names) })
    }
  }
}
