/**
 * The values that Z3 printed for `(get-value (a b c))`, in that order: integers and truth, as numbers and booleans.
 * Null where it printed anything else.
 */
export function readValues(text: string): readonly (number | boolean)[] | null {
  const [list] = readAll(text)
  if (!Array.isArray(list)) return null
  const values: (number | boolean)[] = []
  for (const pair of list) {
    // WHY: a parsed list holds texts and lists; of a pair the last is the value.
    const value: unknown = Array.isArray(pair) ? (pair as readonly unknown[]).at(-1) : undefined
    const read = valueOf(value)
    if (read === null) return null
    values.push(read)
  }
  return values
}

function valueOf(read: unknown): number | boolean | null {
  if (read === 'true' || read === 'false') return read === 'true'
  if (typeof read === 'string') return /^[0-9]+$/.test(read) ? Number(read) : null
  if (!Array.isArray(read) || read[0] !== '-') return null
  const of = valueOf(read[1])
  return typeof of === 'number' ? -of : null
}

type Read = string | Read[]

function readAll(text: string): readonly Read[] {
  const top: Read[] = []
  const open: Read[][] = [top]
  for (const [token] of text.matchAll(/\(|\)|\|[^|]*\||[^\s()|]+/g)) {
    if (token === '(') {
      const list: Read[] = []
      open.at(-1)?.push(list)
      open.push(list)
    } else if (token === ')') open.pop()
    else open.at(-1)?.push(token)
  }
  return top
}
