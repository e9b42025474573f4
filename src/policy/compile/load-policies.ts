import { createHash } from 'node:crypto'
import { type DraftDocument, type PolicyDraft } from '../parse/policy-draft'
import { type PolicyError, PolicyErrors, type ReportPolicyError, suggestion } from '../parse/policy-error'
import { readPolicyFiles } from '../parse/read-policy-files'
import { type PolicyFile } from '../parse/read-yaml'
import {
  ownersOf,
  type PolicyRule,
  type PolicySet,
  type PrincipalClass,
  type TypeDocument,
} from '../policy-set'
import { kebabCase, type TypeWords, type Vocabulary } from '../vocabulary'
import { type Definition } from './cel-path'
import { checkClassified, classifiedFields } from './check-classified'
import { checkClasses, checkDefinitions, findCycles } from './check-definitions'
import { checkDocument, type CheckedDocument } from './check-document'
import { checkScopes } from './check-scopes'

/**
 * The policies that these files state, checked against the vocabulary.
 *
 * INVARIANT: all or nothing. One mistake anywhere and no policy loads; the error names every mistake found.
 */
export function loadPolicies(files: readonly PolicyFile[], vocabulary: Vocabulary): PolicySet {
  const errors: PolicyError[] = []
  const report = (error: PolicyError): void => void errors.push(error)
  const draft = readPolicyFiles(files, report)
  const authored = checkClasses(draft.classes, vocabulary, report)
  const definitions = checkDefinitions(draft.definitions, vocabulary, report)
  // WHY: a class that is itself mistaken is reported once, there, not again by every rule that names it.
  const classNames = new Set(draft.classes.map((one) => one.name.text))
  const checked = checkDocuments(draft, { vocabulary, definitions, classes: classNames, report })
  checkClassified(draft, vocabulary, report)
  const scoped = checkScopes(draft, checked, report)
  if (errors.length > 0) throw new PolicyErrors(inReadingOrder(errors))
  const documents = checked
    .map((one) => one.document)
    .sort((left, right) => (left.type < right.type ? -1 : 1))
  const types = new Map(documents.map((document) => [document.type, document]))
  const classes = [...authored, ...scoped.classes].sort((left, right) => (left.name < right.name ? -1 : 1))
  const rules = [...checked.flatMap((one) => one.rules), ...scoped.rules].sort((left, right) =>
    left.id < right.id ? -1 : 1,
  )
  const version = versionOf({ classes, documents, rules })
  return { version, classes, types, rules, scopes: scoped.scopes }
}

function inReadingOrder(errors: readonly PolicyError[]): readonly PolicyError[] {
  const key = ({ path, line, column }: PolicyError): string => `${path}\n${pad(line)}\n${pad(column)}`
  return [...errors].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0))
}

function pad(position: number): string {
  return String(position).padStart(9, '0')
}

interface Meaning {
  readonly classes: readonly PrincipalClass[]
  readonly documents: readonly TypeDocument[]
  readonly rules: readonly PolicyRule[]
}

function versionOf({ classes, documents, rules }: Meaning): string {
  const meaning = {
    classes: classes.map(({ name, condition }) => [name, condition]),
    types: documents.map(({ type, actions, partOf, about = [] }) => [
      type,
      [...actions].sort(),
      partOf ?? null,
      ...about,
    ]),
    rules: rules.map((rule) => [
      rule.id,
      rule.effect,
      [...rule.actions].sort(),
      rule.type,
      [...rule.fields].sort(),
      rule.allFields,
      rule.classes,
      rule.condition,
    ]),
  }
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex')
}

/** What every document is checked against. */
export interface Known {
  readonly vocabulary: Vocabulary
  readonly definitions: ReadonlyMap<string, Definition>
  readonly classes: ReadonlySet<string>
  readonly report: ReportPolicyError
}

/** The documents of all types: every public type has exactly one. */
function checkDocuments(draft: PolicyDraft, known: Known): readonly CheckedDocument[] {
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
    if (words === undefined) return []
    const classified = classifiedFields(draft, one)
    return [checkDocument(one, { ...known, words, ids, classified })]
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
  report: ReportPolicyError,
): void {
  const owners = new Map<string, readonly string[]>()
  for (const { document } of documents) {
    owners.set(
      document.type,
      ownersOf(document).map(({ ownerType }) => ownerType),
    )
  }
  for (const round of findCycles(owners)) {
    const draft = drafts.get(round[0] ?? '')
    const place = (draft?.partOf ?? draft?.about?.[0])?.relation.place
    const message = `\`${round.join('` → `')}\`: a type cannot be part of itself.`
    if (place !== undefined) report({ ...place, code: 'cycle', message })
  }
}
