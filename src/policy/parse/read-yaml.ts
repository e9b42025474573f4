import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
  visit,
} from 'yaml'
import { type SourcePosition, type ReportPolicyError } from './policy-error'

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
        // WHY: an alias is refused as such, above.
        if (isAlias(pair.key)) continue
        const key = isNode(pair.key) ? place(pair.key.range?.[0] ?? 0) : at
        const written = isScalar(pair.key) ? String(pair.key.value).trim() : null
        if (written === null) refuse({ ...key, code: 'wrong-shape', message: 'A key is a text.' })
        if (written === '') refuse({ ...key, code: 'wrong-shape', message: 'A key is empty.' })
        if (written !== '<<') continue
        const message = 'A merge key (`<<`) hides what a rule says; write it out.'
        refuse({ ...key, code: 'yaml-merge-key', message })
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

/** The keys of a mapping, and where each stands. */
interface Mapping {
  readonly place: SourcePosition
  readonly keys: readonly YamlWord[]
}

export function placeOf(node: Node, file: YamlFile): SourcePosition {
  return file.place(node.range?.[0] ?? 0)
}

/** The mapping at the root of a file, whatever its keys are called: they say what kind of file it is. */
export function rootMapping(file: YamlFile, what: string): Mapping | null {
  const { root } = file
  if (!isMap(root)) {
    const message = `${what} is a mapping of keys to values.`
    file.report({ ...placeOf(root, file), code: 'wrong-shape', message })
    return null
  }
  const keys = root.items.flatMap(({ key }): YamlWord[] =>
    isScalar(key) ? [{ text: String(key.value).trim(), place: placeOf(key, file) }] : [],
  )
  return { place: placeOf(root, file), keys }
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
