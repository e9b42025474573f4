import type { Node } from 'yaml'
import type { YamlFile } from '../policy/read-yaml'
import { type Mapping, readFreeMapping, readWordOrWords, type Word } from '../policy/yaml-shape'

/** Lists of rows or fields with a name, by type: `Invoice` → `billedToLakeside` → its words. */
export type NamedGroups = ReadonlyMap<string, ReadonlyMap<string, readonly Word[]>>

/** The groups of a file that is shared, and of the scenario file at hand, which come first. */
export type GroupsInReach = readonly NamedGroups[]

export const NO_GROUPS: NamedGroups = new Map()

/** `rows:` or `fields:` of a file: groups by type. */
export function readGroups(mapping: Mapping, key: 'rows' | 'fields', file: YamlFile): NamedGroups {
  const node = mapping.value(key)
  return node === undefined ? NO_GROUPS : readEach(node, `\`${key}\``, file)
}

function readEach(node: Node, what: string, file: YamlFile): NamedGroups {
  const types = readFreeMapping(node, what, file)
  const groups = new Map<string, ReadonlyMap<string, readonly Word[]>>()
  for (const key of types?.keys ?? []) {
    const named = types?.value(key.text)
    const mapping = named === undefined ? null : readFreeMapping(named, `${what} of ${key.text}`, file)
    const words = (mapping?.keys ?? []).map((name) => {
      const list = mapping?.value(name.text)
      const read = list === undefined ? null : readWordOrWords(list, `The group \`${name.text}\``, file)
      return [name.text, read ?? []] as const
    })
    for (const { text: type } of wordsOf(key, file))
      groups.set(type, new Map([...(groups.get(type) ?? []), ...words]))
  }
  return groups
}

/** `Invoice, InvoiceLine` as a key: several words, each in its place. */
export function wordsOf(key: Word, file: YamlFile): readonly Word[] {
  const line = file.text.split('\n')[key.place.line - 1] ?? ''
  const start = key.place.column + (/['"]/.test(line.charAt(key.place.column - 1)) ? 1 : 0)
  return [...key.text.matchAll(/[^,\s]+/g)].map((match) => ({
    text: match[0],
    place: { ...key.place, column: start + match.index },
  }))
}

/** The words of a group of this type, where there is one of that name. */
export function groupNamed(groups: GroupsInReach, type: string, name: string): readonly Word[] | undefined {
  for (const some of groups) {
    const words = some.get(type)?.get(name)
    if (words !== undefined) return words
  }
  return undefined
}

export function groupNames(groups: GroupsInReach, type: string): readonly string[] {
  return groups.flatMap((some) => [...(some.get(type)?.keys() ?? [])])
}
