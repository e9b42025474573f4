import { createHash } from 'node:crypto'
import { checkClasses } from './check-classes'
import { checkDefinitions } from './check-definitions'
import { checkDocuments } from './check-documents'
import { checkScopes } from './check-scopes'
import { type PolicyError, PolicyErrors } from './policy-error'
import type { PolicySet, PrincipalClass, TypeDocument, PolicyRule } from './policy-set'
import { readPolicyFiles } from './read-policy-files'
import type { PolicyFile } from './read-yaml'
import type { Vocabulary } from './vocabulary'

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
    types: documents.map(({ type, actions, partOf }) => [type, [...actions].sort(), partOf ?? null]),
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
