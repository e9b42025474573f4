import type { Condition, Operand } from '../../policy/condition'

/** The texts that conditions compare a slot with, in order. */
export function literalsOfSlot(name: string, conditions: readonly Condition[]): readonly string[] {
  const found = new Set<string>()
  for (const condition of conditions) collect(condition, name, found)
  return [...found].sort()
}

function collect(condition: Condition, name: string, found: Set<string>): void {
  switch (condition.op) {
    case 'and':
    case 'or':
      for (const part of condition.of) collect(part, name, found)
      return
    case 'not': {
      collect(condition.of, name, found)
      return
    }
    case 'some':
    case 'every':
    case 'owner': {
      collect(condition.where, name, found)
      return
    }
    case 'compare': {
      note([condition.left, condition.right], name, found)
      return
    }
    case 'in': {
      note([condition.left, ...('kind' in condition.right ? [] : condition.right)], name, found)
      return
    }
    case 'true':
    case 'false':
    case 'isNull':
      return
  }
}

function note(operands: readonly Operand[], name: string, found: Set<string>): void {
  if (!operands.some((one) => one.kind === 'slot' && one.name === name)) return
  for (const one of operands) {
    if (one.kind === 'literal' && typeof one.value === 'string') found.add(one.value)
  }
}
