import type { DraftDefinition } from './policy-draft'
import type { YamlFile } from './read-yaml'
import { type Mapping, readExpression, readFreeMapping, readMapping, readWord, type Word } from './yaml-shape'

/** `definitions.yaml`: named conditions on a row of a type, which any document may call. */
export function readDefinitions(file: YamlFile): readonly DraftDefinition[] {
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

function readDefinition(name: Word, mapping: Mapping, file: YamlFile): DraftDefinition | null {
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
