/** One operation of a page, as written and in parts. */
export interface Operation {
  readonly operator: string
  readonly operands: readonly string[]
  readonly source: string
}

const token = /<<|>>|<[0-9A-Fa-f\s]*>|[[\]]|\/[^\s<>[\]()/%{}]*|[^\s<>[\]()/%{}]+|\(/g

/** INVARIANT: pages of Typst have neither comments nor images between their operations. */
export function operationsOf(content: string): Operation[] {
  const operations: Operation[] = []
  let operands: string[] = []
  token.lastIndex = 0
  for (let match = token.exec(content); match !== null; match = token.exec(content)) {
    let [part] = match
    if (part === '(') {
      const end = endOfString(content, match.index)
      part = content.slice(match.index, end)
      token.lastIndex = end
    }
    if (/^[A-Za-z'"*]/.test(part) && part !== 'true' && part !== 'false' && part !== 'null') {
      operations.push({ operator: part, operands, source: [...operands, part].join(' ') })
      operands = []
    } else operands.push(part)
  }
  return operations
}

/** A string may hold parentheses in pairs, and others behind a backslash. */
function endOfString(content: string, start: number): number {
  let depth = 0
  for (let at = start; at < content.length; at += 1) {
    const character = content[at]
    if (character === '\\') at += 1
    else if (character === '(') depth += 1
    else if (character === ')' && (depth -= 1) === 0) return at + 1
  }
  return content.length
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
      (_all, ...[octal, newline, other]: readonly (string | undefined)[]) => {
        if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8))
        if (newline !== undefined) return ''
        return escapes[other ?? ''] ?? other ?? ''
      },
    )
  return Buffer.from(text, 'latin1')
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
