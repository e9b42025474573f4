/** One operation of a page, as written and in parts. */
export interface Operation {
  readonly operator: string
  readonly operands: readonly string[]
  readonly source: string
}

const token = /\((?:\\[\s\S]|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|[[\]]|\/[^\s<>[\]()/%{}]*|[^\s<>[\]()/%{}]+/g

/** INVARIANT: pages of Typst have neither comments nor images between their operations, and escape every parenthesis. */
export function operationsOf(content: string): Operation[] {
  const operations: Operation[] = []
  let operands: string[] = []
  for (const [part] of content.matchAll(token)) {
    if (/^[A-Za-z'"*]/.test(part) && part !== 'true' && part !== 'false' && part !== 'null') {
      operations.push({ operator: part, operands, source: [...operands, part].join(' ') })
      operands = []
    } else operands.push(part)
  }
  return operations
}

/** What `Tj` and `TJ` are given: glyphs by their two bytes, and moves in thousandths of the size. */
export function shownCodes(operands: readonly string[]): readonly Shown[] {
  return operands.flatMap((part): readonly Shown[] => {
    if (part === '[' || part === ']') return []
    if (!/^[(<]/.test(part)) return [{ move: Number(part) }]
    const bytes = stringOf(part)
    return Array.from({ length: bytes.length / 2 }, (_none, index) => ({
      code: bytes.readUInt16BE(index * 2),
    }))
  })
}

type Shown = { readonly code: number } | { readonly move: number }

/** The bytes of a string, `(…)` or `<…>`. */
export function stringOf(part: string): Buffer {
  if (part.startsWith('<')) return Buffer.from(part.replace(/[<>\s]/g, ''), 'hex')
  const text = part
    .slice(1, -1)
    .replace(
      /\\(?:([0-7]{1,3})|(\r\n?|\n)|([\s\S]))/g,
      (_all, octal?: string, newline?: string, other?: string) => {
        if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8))
        if (newline !== undefined) return ''
        return escapes[other ?? ''] ?? other ?? ''
      },
    )
  return Buffer.from(text, 'latin1')
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
