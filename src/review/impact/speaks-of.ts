import type { Condition, Operand } from '../../policy/condition'
import { NOW } from '../../query/sql/fragment'

/** Of whom a condition speaks: of who asks alone, of the row alone (or of nobody), or of both. */
export type SpeaksOf = 'principal' | 'row' | 'both'

export function speaksOf(condition: Condition): SpeaksOf {
  const known = cache.get(condition)
  if (known !== undefined) return known
  const said = find(condition)
  const of = said.slots ? (said.rows ? 'both' : 'principal') : 'row'
  cache.set(condition, of)
  return of
}

const cache = new WeakMap<Condition, SpeaksOf>()

interface Said {
  readonly slots: boolean
  readonly rows: boolean
}

function find(condition: Condition): Said {
  switch (condition.op) {
    case 'true':
    case 'false':
      return { slots: false, rows: false }
    case 'and':
    case 'or':
      return together(condition.of.map(find))
    case 'not':
      return find(condition.of)
    case 'compare':
      return together([of(condition.left), of(condition.right)])
    case 'isNull':
      return of(condition.operand)
    case 'in':
      return together(
        [condition.left, ...('kind' in condition.right ? [condition.right] : condition.right)].map(of),
      )
    case 'some':
    case 'every':
    case 'owner':
      return { slots: find(condition.where).slots, rows: true }
  }
}

function of(operand: Operand): Said {
  return { slots: operand.kind === 'slot' && operand.name !== NOW, rows: operand.kind === 'path' }
}

function together(parts: readonly Said[]): Said {
  return { slots: parts.some(({ slots }) => slots), rows: parts.some(({ rows }) => rows) }
}
