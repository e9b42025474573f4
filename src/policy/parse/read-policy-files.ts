import { type Node } from 'yaml'
import {
  type DraftClass,
  type DraftCover,
  type DraftDefinition,
  type DraftDocument,
  type DraftScope,
  type DraftScopes,
  type PolicyDraft,
} from './policy-draft'
import { type ReportPolicyError, suggestion } from './policy-error'
import { readDocument } from './read-document'
import {
  type Mapping,
  type PolicyFile,
  readExpression,
  readFreeMapping,
  readMapping,
  readWord,
  readWordOrWords,
  readYaml,
  type YamlWord,
  type YamlFile,
} from './read-yaml'

/** Reads all files, in the order of their names: the order they are given in never matters. */
export function readPolicyFiles(files: readonly PolicyFile[], report: ReportPolicyError): PolicyDraft {
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

/** `definitions.yaml`: named conditions on a row of a type, which any document may call. */
function readDefinitions(file: YamlFile): readonly DraftDefinition[] {
  const what = 'The file of definitions'
  const keys = { what, required: ['definitions'], optional: [] }
  const node = readMapping(file.root, keys, file)?.value('definitions')
  const mapping = node === undefined ? null : readFreeMapping(node, '`definitions`', file)
  if (mapping === null) return []
  const definitions: DraftDefinition[] = []
  for (const name of mapping.keys) {
    const definition = readDefinition(name, mapping, file)
    if (definition !== null) definitions.push(definition)
  }
  return definitions
}

function readDefinition(name: YamlWord, mapping: Mapping, file: YamlFile): DraftDefinition | null {
  const value = mapping.value(name.text)
  if (value === undefined) return null
  const of = `The definition \`${name.text}\``
  const entry = readMapping(value, { what: of, required: ['of', 'when', 'means'], optional: [] }, file)
  const ofNode = entry?.value('of')
  const whenNode = entry?.value('when')
  const meansNode = entry?.value('means')
  if (ofNode === undefined || whenNode === undefined || meansNode === undefined) return null
  const parameters = readFreeMapping(ofNode, `${of}: \`of\``, file)
  const when = readExpression(whenNode, `${of}: \`when\``, file)
  const means = readWord(meansNode, `${of}: \`means\``, file)
  if (parameters === null || when === null || means === null) return null
  const [parameter, second] = parameters.keys
  const typeNode = parameter === undefined ? undefined : parameters.value(parameter.text)
  if (parameter === undefined || second !== undefined || typeNode === undefined) {
    const message = `${of} speaks of exactly one row, like \`{ client: Organisation }\`.`
    file.report({ ...(second?.place ?? parameters.place), code: 'wrong-shape', message })
    return null
  }
  const type = readWord(typeNode, `${of}: the type of \`${parameter.text}\``, file)
  return type === null ? null : { name, parameter, type, when, means: means.text }
}

/** `principals.yaml`: the classes of who asks, each by a condition over the principal alone. */
function readPrincipals(file: YamlFile): readonly DraftClass[] {
  const what = 'The file of principals'
  const node = readMapping(file.root, { what, required: ['classes'], optional: [] }, file)?.value('classes')
  const mapping = node === undefined ? null : readFreeMapping(node, '`classes`', file)
  if (mapping === null) return []
  const classes: DraftClass[] = []
  for (const name of mapping.keys) {
    const value = mapping.value(name.text)
    const of = `The class \`${name.text}\``
    const entry =
      value === undefined
        ? null
        : readMapping(value, { what: of, required: ['when', 'means'], optional: [] }, file)
    const whenNode = entry?.value('when')
    const meansNode = entry?.value('means')
    const when = whenNode === undefined ? null : readExpression(whenNode, `${of}: \`when\``, file)
    const means = meansNode === undefined ? null : readWord(meansNode, `${of}: \`means\``, file)
    classes.push({ name, when, means: means?.text ?? '' })
  }
  return classes
}

/** `scopes.yaml`: what API tokens may be limited to, and what none of them ever does. */
function readScopes(yaml: YamlFile): DraftScopes {
  let whole = true
  const file: YamlFile = {
    ...yaml,
    report: (error) => {
      whole = false
      yaml.report(error)
    },
  }
  const keys = { what: 'The file of scopes', required: ['scopes', 'neverForTokens'], optional: [] }
  const mapping = readMapping(file.root, keys, file)
  const scopesNode = mapping?.value('scopes')
  const neverNode = mapping?.value('neverForTokens')
  const scopes = scopesNode === undefined ? [] : readEach(scopesNode, file)
  const never = neverNode === undefined ? [] : readCovers(neverNode, '`neverForTokens`', file)
  return { scopes, never, whole }
}

function readEach(node: Node, file: YamlFile): readonly DraftScope[] {
  const mapping = readFreeMapping(node, '`scopes`', file)
  if (mapping === null) return []
  return mapping.keys.flatMap((name) => {
    const value = mapping.value(name.text)
    return value === undefined ? [] : (readScope(name, value, file) ?? [])
  })
}

function readScope(name: YamlWord, node: Node, file: YamlFile): DraftScope | null {
  const of = `The scope \`${name.text}\``
  const entry = readMapping(node, { what: of, required: ['means', 'covers'], optional: [] }, file)
  const meansNode = entry?.value('means')
  const coversNode = entry?.value('covers')
  if (meansNode === undefined || coversNode === undefined) return null
  const means = readWord(meansNode, `${of}: \`means\``, file)
  const covers = readCovers(coversNode, `${of}: \`covers\``, file)
  return means === null ? null : { name, means: means.text, covers }
}

/** `{ Product: [read, renew] }` */
function readCovers(node: Node, what: string, file: YamlFile): readonly DraftCover[] {
  const mapping = readFreeMapping(node, what, file)
  if (mapping === null) return []
  return mapping.keys.flatMap((type) => {
    const value = mapping.value(type.text)
    const actions = value === undefined ? null : readWordOrWords(value, `${what}: \`${type.text}\``, file)
    return actions === null ? [] : [{ type, actions }]
  })
}
