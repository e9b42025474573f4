import { checkDocument, type CheckedDocument } from './check-document'
import type { Definition } from './cel-scope'
import { findCycles } from './find-cycles'
import { kebabCase } from './names'
import type { DraftDocument, PolicyDraft } from './policy-draft'
import type { Report } from './policy-error'
import { suggestion } from './suggest'
import type { TypeWords, Vocabulary } from './vocabulary'

/** What every document is checked against. */
export interface Known {
  readonly vocabulary: Vocabulary
  readonly definitions: ReadonlyMap<string, Definition>
  readonly classes: ReadonlySet<string>
  readonly report: Report
}

/** The documents of all types: every public type has exactly one. */
export function checkDocuments(draft: PolicyDraft, known: Known): readonly CheckedDocument[] {
  const { vocabulary, report } = known
  const drafts = new Map<string, DraftDocument>()
  let whole = draft.whole
  for (const document of draft.documents) {
    const { text, place } = document.type
    const words = vocabulary.types.get(text)
    if (words === undefined) {
      whole = false
      const message = `There is no type \`${text}\`.`
      report({ ...place, code: 'unknown-type', message, ...suggestion(text, publicTypes(vocabulary)) })
    } else if (!isPublic(words)) {
      report({
        ...place,
        code: 'private-type',
        message: `\`${text}\` has no public field; no rule can open it.`,
      })
    } else if (drafts.has(text)) {
      report({ ...place, code: 'duplicate-type', message: `\`${text}\` has a document already.` })
    } else drafts.set(text, document)
  }
  if (whole) reportMissing(drafts, draft, known)
  const ids = new Set<string>()
  const documents = [...drafts.values()].flatMap((one) => {
    const words = vocabulary.types.get(one.type.text)
    return words === undefined ? [] : [checkDocument(one, { ...known, words, ids })]
  })
  reportOwnerCycles(documents, drafts, report)
  return documents
}

function isPublic(words: TypeWords): boolean {
  return words.fields.length > 0
}

function publicTypes(vocabulary: Vocabulary): readonly string[] {
  return [...vocabulary.types.values()].filter(isPublic).map((words) => words.name)
}

function reportMissing(drafts: ReadonlyMap<string, DraftDocument>, draft: PolicyDraft, known: Known): void {
  const [first] = draft.documents
  const folder = first === undefined ? '' : first.type.place.path.replace(/[^/]*$/, '')
  for (const type of publicTypes(known.vocabulary)) {
    if (drafts.has(type)) continue
    const path = `${folder}${kebabCase(type)}.policy.yaml`
    const message = `\`${type}\` has no document; everything of it would be refused without a reason.`
    known.report({ path, line: 1, column: 1, code: 'type-without-document', message })
  }
}

function reportOwnerCycles(
  documents: readonly CheckedDocument[],
  drafts: ReadonlyMap<string, DraftDocument>,
  report: Report,
): void {
  const owners = new Map<string, readonly string[]>()
  for (const { document } of documents) {
    owners.set(document.type, document.partOf === undefined ? [] : [document.partOf.ownerType])
  }
  for (const round of findCycles(owners)) {
    const place = drafts.get(round[0] ?? '')?.partOf?.relation.place
    const message = `\`${round.join('` → `')}\`: a type cannot be part of itself.`
    if (place !== undefined) report({ ...place, code: 'cycle', message })
  }
}
