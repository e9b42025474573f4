import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
} from 'yaml'
import type { Place, Report } from './policy-error'

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
  readonly place: (offset: number) => Place
  readonly report: Report
}

/**
 * Reads a file as plain data. Whatever makes YAML say one thing and mean another is refused: anchors, aliases,
 * merge keys, tags, repeated keys, several documents. Every scalar stays the text it was written as.
 */
export function readYaml(file: PolicyFile, report: Report): YamlFile | null {
  const lines = new LineCounter()
  const documents = parseAllDocuments(file.text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'silent',
  })
  const place = (offset: number): Place => {
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
function isPlain(document: Document.Parsed, place: (offset: number) => Place, report: Report): boolean {
  let plain = true
  const refuse: Report = (error) => {
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
