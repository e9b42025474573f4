/** SMT-LIB text under construction: what was declared, and what is asserted. */
export interface Script {
  declare(name: string, kind: string): void
  assert(formula: string): void
  /** A new name, declared. */
  fresh(prefix: string, sort: 'Int' | 'Bool'): string
  lines(): readonly string[]
}

export function newScript(): Script {
  const declared = new Set<string>()
  const lines: string[] = []
  let count = 0
  const declare = (name: string, kind: string): void => {
    if (declared.has(name)) return
    declared.add(name)
    lines.push(`(declare-fun ${name} ${kind})`)
  }
  return {
    declare,
    assert: (formula) => {
      if (formula !== 'true') lines.push(`(assert ${formula})`)
    },
    fresh: (prefix, sort) => {
      count += 1
      const name = `${prefix}${count}`
      declare(name, `() ${sort}`)
      return name
    },
    lines: () => lines,
  }
}

export function andOf(parts: readonly string[]): string {
  const open = [...new Set(parts)].filter((part) => part !== 'true')
  if (open.includes('false')) return 'false'
  const [only] = open
  if (only === undefined) return 'true'
  return open.length === 1 ? only : `(and ${open.join(' ')})`
}

export function orOf(parts: readonly string[]): string {
  const open = [...new Set(parts)].filter((part) => part !== 'false')
  if (open.includes('true')) return 'true'
  const [only] = open
  if (only === undefined) return 'false'
  return open.length === 1 ? only : `(or ${open.join(' ')})`
}

export function notOf(formula: string): string {
  if (formula === 'true') return 'false'
  if (formula === 'false') return 'true'
  const inner = /^\(not (.*)\)$/.exec(formula)?.[1]
  // WHY the count: `(not a) (not b)` would match as one.
  return inner !== undefined && balanced(inner) ? inner : `(not ${formula})`
}

function balanced(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

/** An SMT-LIB symbol for any of our names: `|Invoice.billedOrganisation|`. */
export function symbol(name: string): string {
  return `|${name}|`
}
