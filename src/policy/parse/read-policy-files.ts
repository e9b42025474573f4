import { type z } from 'zod'
import {
  type DraftClass,
  type DraftClassified,
  type DraftCover,
  type DraftDefinition,
  type DraftDocument,
  type DraftRule,
  type DraftScopes,
  type PolicyDraft,
} from './policy-draft'
import { type ReportPolicyError, suggestion } from './policy-error'
import { policyGrammar } from './policy-grammar'
import { type Entry, listed, type Placed, readable, readShape } from './read-shape'
import { type Expression, type PolicyFile, readYaml, rootMapping, type YamlFile } from './read-yaml'

/** Reads all files, in the order of their names: the order they are given in never matters. */
export function readPolicyFiles(files: readonly PolicyFile[], report: ReportPolicyError): PolicyDraft {
  const classes: DraftClass[] = []
  const definitions: DraftDefinition[] = []
  const documents: DraftDocument[] = []
  const scopes: DraftScopes[] = []
  let classified: DraftClassified[] | null = null
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
      case 'classified':
        classified = [...(classified ?? []), ...readClassified(yaml)]
        break
      case 'type': {
        const document = readDocument(yaml)
        if (document === null) whole = false
        else documents.push(document)
        break
      }
    }
  }
  return { classes, definitions, documents, scopes, classified, whole }
}

const kinds = [
  'type',
  'classes',
  'definitions',
  'scopes',
  'classified',
] as const satisfies readonly (keyof typeof policyGrammar)[]

/** A file says by its first word what it is: `classes`, `definitions`, `scopes`, `classified`, or the document of a `type`. */
function kindOf(file: YamlFile): (typeof kinds)[number] | null {
  const mapping = rootMapping(file, 'A policy file')
  if (mapping === null) return null
  const kind = kinds.find((one) => mapping.keys.some((key) => key.text === one))
  if (kind !== undefined) return kind
  const [first] = mapping.keys
  const message = 'A policy file holds `classes`, `definitions`, `scopes`, or the document of a `type`.'
  const help = first === undefined ? {} : suggestion(first.text, kinds)
  file.report({ ...(first?.place ?? mapping.place), code: 'unknown-file', message, ...help })
  return null
}

/** `<noun>.policy.yaml`: who may read and do what with the rows of one type. */
function readDocument(file: YamlFile): DraftDocument | null {
  const read = readShape(file, policyGrammar.type)
  const { type, actions = [], partOf, about, facts = [], groups = [], rules = [] } = read?.parts ?? {}
  if (read === null || type === undefined) return null
  return {
    type,
    actions,
    facts: readable(facts).map(({ name, value }) => ({ name, when: value })),
    groups: readable(groups).map(({ name, value }) => ({ name, fields: value })),
    rules: rules.map(draftRule),
    whole: read.whole,
    ...(partOf === undefined ? {} : { partOf }),
    ...(about === undefined ? {} : { about }),
  }
}

type PlacedRule = Placed<z.infer<typeof policyGrammar.type>>['rules'][number]

function draftRule({ place, id, because, permit, forbid, fields, to, when, source }: PlacedRule): DraftRule {
  return {
    place,
    id,
    because: because.text,
    effect: permit === undefined ? 'forbid' : 'permit',
    actions: listed(permit ?? forbid ?? []),
    fields: fields === undefined ? null : 'text' in fields ? 'all' : fields,
    to: to === undefined ? null : listed(to),
    when: when ?? null,
    ...(source === undefined ? {} : { source: source.text }),
  }
}

/** A class that could not be read is known by name all the same. */
function readPrincipals(file: YamlFile): readonly DraftClass[] {
  const { classes = [] } = readShape(file, policyGrammar.classes)?.parts ?? {}
  return classes.map(({ name, value }) => ({
    name,
    when: value?.when ?? null,
    means: value?.means.text ?? '',
  }))
}

function readDefinitions(file: YamlFile): readonly DraftDefinition[] {
  const { definitions = [] } = readShape(file, policyGrammar.definitions)?.parts ?? {}
  return readable(definitions).flatMap(({ name, value: { of, when, means } }) =>
    readable(of).map(({ name: parameter, value: type }) => ({
      name,
      parameter,
      type,
      when,
      means: means.text,
    })),
  )
}

function readScopes(file: YamlFile): DraftScopes {
  const read = readShape(file, policyGrammar.scopes)
  const { scopes = [], neverForTokens = [] } = read?.parts ?? {}
  return {
    scopes: readable(scopes).map(({ name, value: { means, covers } }) => ({
      name,
      means: means.text,
      covers: draftCovers(covers),
    })),
    never: draftCovers(neverForTokens),
    whole: read?.whole === true,
  }
}

function readClassified(file: YamlFile): readonly DraftClassified[] {
  const { classified = [] } = readShape(file, policyGrammar.classified)?.parts ?? {}
  return readable(classified).map(({ name, value }) => ({ type: name, fields: value }))
}

function draftCovers(covers: readonly Entry<Expression | readonly Expression[]>[]): readonly DraftCover[] {
  return readable(covers).map(({ name, value }) => ({ type: name, actions: listed(value) }))
}
