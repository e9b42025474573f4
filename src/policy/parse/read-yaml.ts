import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  visit,
} from 'yaml'
import { type SourcePosition, type ReportPolicyError, suggestion } from './policy-error'

/** A policy file as text; who calls has read it. */
export interface PolicyFile {
  readonly path: string
  readonly text: string
}

/** A file that is plain YAML: what its root holds, and where things stand in it. */
export interface YamlFile {
  readonly path: string
  readonly text: string
  readonly root: Node
  readonly place: (offset: number) => SourcePosition
  readonly report: ReportPolicyError
}

/**
 * Reads a file as plain data. Whatever makes YAML say one thing and mean another is refused: anchors, aliases,
 * merge keys, tags, repeated keys, several documents. Every scalar stays the text it was written as.
 */
export function readYaml(file: PolicyFile, report: ReportPolicyError): YamlFile | null {
  const lines = new LineCounter()
  const documents = parseAllDocuments(file.text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'silent',
  })
  const place = (offset: number): SourcePosition => {
    const { line, col } = lines.linePos(Math.min(offset, file.text.length))
    return { path: file.path, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const [document, second] = Array.isArray(documents) ? documents : []
  if (document === undefined || document.contents === null) {
    report({ ...place(0), code: 'unknown-file', message: 'The file is empty.' })
    return null
  }
  if (second !== undefined) {
    const at = second.range[0]
    report({ ...place(at), code: 'several-documents', message: 'A policy file holds one document only.' })
    return null
  }
  if (!isPlain(document, place, report)) return null
  return { ...file, root: document.contents, place, report }
}

/** INVARIANT: reports once for every construct refused, and answers whether there was none. */
function isPlain(
  document: Document.Parsed,
  place: (offset: number) => SourcePosition,
  report: ReportPolicyError,
): boolean {
  let plain = true
  const refuse: ReportPolicyError = (error) => {
    plain = false
    report(error)
  }
  for (const error of document.errors) {
    const at = place(error.pos[0])
    if (error.code === 'DUPLICATE_KEY') {
      refuse({ ...at, code: 'duplicate-key', message: 'This key was given before in the same place.' })
    } else if (error.code !== 'BAD_ALIAS') {
      refuse({ ...at, code: 'yaml-syntax', message: `This is not YAML: ${sentence(error.message)}` })
    }
  }
  visit(document, {
    Node: (_key, node) => {
      const at = place(node.range?.[0] ?? 0)
      if (isAlias(node)) {
        refuse({
          ...at,
          code: 'yaml-alias',
          message: `An alias (\`*${node.source}\`) hides what a rule says; write it out.`,
        })
        return
      }
      if (node.anchor !== undefined) {
        const message = `An anchor (\`&${node.anchor}\`) has no meaning in a policy; use a group, a fact or a definition.`
        refuse({ ...at, code: 'yaml-anchor', message })
      }
      if (node.tag !== undefined) {
        refuse({ ...at, code: 'yaml-tag', message: `A tag (\`${node.tag}\`) has no meaning in a policy.` })
      }
      if (!isMap(node)) return
      for (const pair of node.items) {
        if (!isScalar(pair.key) || pair.key.value !== '<<') continue
        const message = 'A merge key (`<<`) hides what a rule says; write it out.'
        refuse({ ...place(pair.key.range?.[0] ?? 0), code: 'yaml-merge-key', message })
      }
    },
  })
  return plain
}

function sentence(text: string): string {
  const first = text.split('\n')[0] ?? text
  const small = first.charAt(0).toLowerCase() + first.slice(1)
  return small.endsWith('.') ? small : `${small}.`
}

/** A word of a policy and where it stands. */
export interface YamlWord {
  readonly text: string
  readonly place: SourcePosition
}

/** A text in which a mistake can be shown character by character: a CEL condition. */
export interface Expression extends YamlWord {
  readonly placeAt: (index: number) => SourcePosition
}

/** A mapping that was read: its values by key, and where each key stands. */
export interface Mapping {
  readonly place: SourcePosition
  readonly keys: readonly YamlWord[]
  value(key: string): Node | undefined
}

/** What a mapping may hold. A mapping with free keys (classes, facts) names none. */
interface Keys {
  readonly what: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

export function placeOf(node: Node, file: YamlFile): SourcePosition {
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
  const keys: YamlWord[] = []
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
export function readWord(node: Node, what: string, file: YamlFile): YamlWord | null {
  const scalar = readScalar(node, what, file)
  return scalar === null ? null : { text: String(scalar.value).trim(), place: placeOf(node, file) }
}

/** A condition's text, its positions kept. */
export function readExpression(node: Node, what: string, file: YamlFile): Expression | null {
  const scalar = readScalar(node, what, file)
  if (scalar === null) return null
  const positions = sourcePositions(scalar, file.text)
  const placeAt = (index: number): SourcePosition => file.place(positions[index] ?? positions.at(-1) ?? 0)
  return { text: String(scalar.value), place: placeAt(0), placeAt }
}

/** A list of words: each once, at least one. */
export function readWords(node: Node, what: string, file: YamlFile): readonly YamlWord[] | null {
  if (!isSeq(node)) return wrongShape(node, `${what} is a list, like \`[a, b]\`.`, file)
  if (node.items.length === 0) {
    file.report({ ...placeOf(node, file), code: 'empty-list', message: `${what} is empty.` })
    return null
  }
  const words: YamlWord[] = []
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
export function readWordOrWords(node: Node, what: string, file: YamlFile): readonly YamlWord[] | null {
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

/**
 * For each character of a scalar's value, where it stands in the file. A value loses its quotes, escapes and
 * line breaks on the way out of YAML; a mistake in it must still be shown where the author wrote it.
 *
 * INVARIANT: characters other than white space appear in value and source in the same order, so aligning these
 * is enough; white space inside a condition never carries a mistake.
 */
export function sourcePositions(scalar: Scalar, source: string): readonly number[] {
  const [start, end] = scalar.range ?? [0, 0]
  const value = String(scalar.value)
  const double = scalar.type === 'QUOTE_DOUBLE'
  const positions: number[] = []
  let at = firstOf(scalar, source, start)
  for (const character of value.split('')) {
    if (isSpace(character)) {
      positions.push(at)
      continue
    }
    at = nextVisible(source, at, double)
    positions.push(at)
    at += widthAt({ source, at, scalar })
  }
  positions.push(Math.min(at, Math.max(start, end)))
  return positions
}

/** Where the text begins: behind a quote, or on the line after a block scalar's header. */
function firstOf(scalar: Scalar, source: string, start: number): number {
  switch (scalar.type) {
    case 'QUOTE_DOUBLE':
    case 'QUOTE_SINGLE':
      return start + 1
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL': {
      const header = source.indexOf('\n', start)
      return header < 0 ? start : nextVisible(source, header + 1, false)
    }
    default:
      return start
  }
}

function nextVisible(source: string, from: number, escapes: boolean): number {
  let at = from
  while (at < source.length) {
    if (isSpace(source[at])) at += 1
    else if (escapes && source[at] === '\\' && /[\sntrevfab0_NLP]/.test(source[at + 1] ?? '')) at += 2
    else break
  }
  return at
}

function widthAt(here: { source: string; at: number; scalar: Scalar }): number {
  const { source, at, scalar } = here
  if (scalar.type === 'QUOTE_SINGLE' && source.startsWith("''", at)) return 2
  if (scalar.type !== 'QUOTE_DOUBLE' || source[at] !== '\\') return 1
  const lengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }
  return lengths[source[at + 1] ?? ''] ?? 2
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character)
}
