import type { Node } from 'yaml'
import type { DraftCover, DraftScope, DraftScopes } from './policy-draft'
import type { YamlFile } from './read-yaml'
import { readFreeMapping, readMapping, readWord, readWordOrWords, type Word } from './yaml-shape'

/** `scopes.yaml`: what API tokens may be limited to, and what none of them ever does. */
export function readScopes(yaml: YamlFile): DraftScopes {
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

function readScope(name: Word, node: Node, file: YamlFile): DraftScope | null {
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
