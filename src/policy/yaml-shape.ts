import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml'
import type { Place } from './policy-error'
import type { YamlFile } from './read-yaml'
import { sourcePositions } from './source-positions'
import { suggestion } from './suggest'

/** A word of a policy and where it stands. */
export interface Word {
  readonly text: string
  readonly place: Place
}

/** A text in which a mistake can be shown character by character: a CEL condition. */
export interface Expression extends Word {
  readonly placeAt: (index: number) => Place
}

/** A mapping that was read: its values by key, and where each key stands. */
export interface Mapping {
  readonly place: Place
  readonly keys: readonly Word[]
  value(key: string): Node | undefined
}

/** What a mapping may hold. A mapping with free keys (classes, facts) names none. */
export interface Keys {
  readonly what: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

export function placeOf(node: Node, file: YamlFile): Place {
  return file.place(node.range?.[0] ?? 0)
}

/** The mapping at a node, its keys checked against those it may have. */
export function readMapping(node: Node, keys: Keys, file: YamlFile): Mapping | null {
  const mapping = readFreeMapping(node, keys.what, file)
  if (mapping === null) return null
  const known = [...keys.required, ...keys.optional]
  for (const key of mapping.keys) {
    if (known.includes(key.text)) continue
    const message = `${keys.what} has no key \`${key.text}\`.`
    file.report({ ...key.place, code: 'unknown-key', message, ...suggestion(key.text, known) })
  }
  const missing = keys.required.filter((key) => mapping.value(key) === undefined)
  for (const key of missing) {
    file.report({ ...mapping.place, code: 'missing-key', message: `${keys.what} needs the key \`${key}\`.` })
  }
  return mapping
}

/** The mapping at a node, whatever its keys are called. */
export function readFreeMapping(node: Node, what: string, file: YamlFile): Mapping | null {
  if (!isMap(node)) return wrongShape(node, `${what} is a mapping of keys to values.`, file)
  const pairs = new Map<string, Pair>()
  const keys: Word[] = []
  for (const pair of node.items) {
    const word = isScalar(pair.key) ? readWord(pair.key, 'A key', file) : null
    if (word === null) continue
    keys.push(word)
    pairs.set(word.text, pair)
  }
  const value = (key: string): Node | undefined => {
    const found = pairs.get(key)?.value
    // WHY: yaml types a value as unknown; parsed from text it is a node, or null where nothing follows a flow key.
    return found === null ? undefined : (found as Node | undefined)
  }
  return { place: placeOf(node, file), keys, value }
}

/** A text of one word or several, not empty. */
export function readWord(node: Node, what: string, file: YamlFile): Word | null {
  const scalar = readScalar(node, what, file)
  return scalar === null ? null : { text: String(scalar.value).trim(), place: placeOf(node, file) }
}

/** A condition's text, its positions kept. */
export function readExpression(node: Node, what: string, file: YamlFile): Expression | null {
  const scalar = readScalar(node, what, file)
  if (scalar === null) return null
  const positions = sourcePositions(scalar, file.text)
  const placeAt = (index: number): Place => file.place(positions[index] ?? positions.at(-1) ?? 0)
  return { text: String(scalar.value), place: placeAt(0), placeAt }
}

/** A list of words: each once, at least one. */
export function readWords(node: Node, what: string, file: YamlFile): readonly Word[] | null {
  if (!isSeq(node)) return wrongShape(node, `${what} is a list, like \`[a, b]\`.`, file)
  if (node.items.length === 0) {
    file.report({ ...placeOf(node, file), code: 'empty-list', message: `${what} is empty.` })
    return null
  }
  const words: Word[] = []
  for (const item of node.items) {
    // WHY: the items of a parsed sequence are nodes; yaml types them as unknown.
    const word = readWord(item as Node, `${what}: an item`, file)
    if (word === null) return null
    if (words.some((one) => one.text === word.text)) {
      file.report({ ...word.place, code: 'repeated-word', message: `\`${word.text}\` is listed twice.` })
    } else words.push(word)
  }
  return words
}

/** One word, or a list of them. */
export function readWordOrWords(node: Node, what: string, file: YamlFile): readonly Word[] | null {
  if (!isScalar(node)) return readWords(node, what, file)
  const word = readWord(node, what, file)
  return word === null ? null : [word]
}

function readScalar(node: Node, what: string, file: YamlFile): Scalar | null {
  if (!isScalar(node)) return wrongShape(node, `${what} is a text.`, file)
  if (String(node.value).trim() === '') return wrongShape(node, `${what} is empty.`, file)
  return node
}

function wrongShape(node: Node, message: string, file: YamlFile): null {
  file.report({ ...placeOf(node, file), code: 'wrong-shape', message })
  return null
}
