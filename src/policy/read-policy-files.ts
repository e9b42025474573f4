import type { DraftClass, DraftDefinition, DraftDocument, DraftScopes, PolicyDraft } from './policy-draft'
import type { Report } from './policy-error'
import { readDefinitions } from './read-definitions'
import { readDocument } from './read-document'
import { readPrincipals } from './read-principals'
import { readScopes } from './read-scopes'
import { type PolicyFile, readYaml, type YamlFile } from './read-yaml'
import { suggestion } from './suggest'
import { readFreeMapping } from './yaml-shape'

/** Reads all files, in the order of their names: the order they are given in never matters. */
export function readPolicyFiles(files: readonly PolicyFile[], report: Report): PolicyDraft {
  const classes: DraftClass[] = []
  const definitions: DraftDefinition[] = []
  const documents: DraftDocument[] = []
  const scopes: DraftScopes[] = []
  let whole = true
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1))
  for (const file of sorted) {
    const yaml = readYaml(file, report)
    const kind = yaml === null ? null : kindOf(yaml)
    if (yaml === null || kind === null) {
      whole = false
      continue
    }
    switch (kind) {
      case 'classes':
        classes.push(...readPrincipals(yaml))
        break
      case 'definitions':
        definitions.push(...readDefinitions(yaml))
        break
      case 'scopes':
        scopes.push(readScopes(yaml))
        break
      case 'type': {
        const document = readDocument(yaml)
        if (document === null) whole = false
        else documents.push(document)
        break
      }
    }
  }
  return { classes, definitions, documents, scopes, whole }
}

const kinds = ['type', 'classes', 'definitions', 'scopes'] as const

/** A file says by its first word what it is: `classes`, `definitions`, `scopes`, or the document of a `type`. */
function kindOf(file: YamlFile): (typeof kinds)[number] | null {
  const mapping = readFreeMapping(file.root, 'A policy file', file)
  if (mapping === null) return null
  const kind = kinds.find((one) => mapping.keys.some((key) => key.text === one))
  if (kind !== undefined) return kind
  const [first] = mapping.keys
  const message = 'A policy file holds `classes`, `definitions`, `scopes`, or the document of a `type`.'
  const help = first === undefined ? {} : suggestion(first.text, kinds)
  file.report({ ...(first?.place ?? mapping.place), code: 'unknown-file', message, ...help })
  return null
}
