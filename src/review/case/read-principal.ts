import type { Node } from 'yaml'
import type { YamlFile } from '../../policy/read-yaml'
import type { Principal } from '../../policy/principal'
import { readMapping, readWords } from '../../policy/yaml-shape'
import { valueAt } from './read-value'

const IDS = ['user', 'organisation', 'membership', 'partner'] as const
const FLAGS = ['accounting', 'token'] as const
const TEXTS = ['role', 'staff'] as const

/** What a node says of the principal, and nothing of what it leaves out. `null` says that the principal has none. */
export function readPrincipal(node: Node, file: YamlFile): Partial<Principal> {
  const optional = [...IDS, ...FLAGS, ...TEXTS, 'scopes']
  const said = readMapping(node, { what: 'The principal', required: [], optional }, file)
  const principal: { -readonly [Key in keyof Principal]?: Principal[Key] } = {}
  if (said === null) return principal
  for (const name of IDS) {
    const id = valueAt(said, { name, type: 'int', file })
    if (typeof id === 'number') principal[name] = { id }
    if (id === null) principal[name] = null
  }
  for (const name of FLAGS) {
    const flag = valueAt(said, { name, type: 'bool', file })
    if (typeof flag === 'boolean') principal[name] = flag
  }
  for (const name of TEXTS) {
    const text = valueAt(said, { name, type: 'string', file })
    if (typeof text === 'string' || text === null) principal[name] = text
  }
  const scopes = said.value('scopes')
  if (scopes !== undefined)
    principal.scopes = (readWords(scopes, '`scopes`', file) ?? []).map(({ text }) => text)
  return principal
}
