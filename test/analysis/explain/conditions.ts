import { type Condition, type Operand } from '../../../src/policy/condition'

/** How many comparisons and the like a condition has, those inside quantifiers too. */
export function atomCount(condition: Condition): number {
  switch (condition.op) {
    case 'true':
    case 'false':
      return 0
    case 'and':
    case 'or':
      return condition.of.reduce((sum, part) => sum + atomCount(part), 0)
    case 'not':
      return atomCount(condition.of)
    case 'compare':
    case 'isNull':
    case 'in':
      return 1
    case 'some':
    case 'every':
    case 'owner':
      return 1 + atomCount(condition.where)
  }
}

/** Every step that a path of the condition takes; embedded values by their whole name, too. */
export function namesIn(condition: Condition): ReadonlySet<string> {
  const names = new Set<string>()
  const add = (operand: Operand): void => {
    if (operand.kind !== 'path') return
    for (const [index, step] of operand.steps.entries()) {
      names.add(step)
      names.add(operand.steps.slice(index).join('.'))
    }
  }
  const walk = (part: Condition): void => {
    switch (part.op) {
      case 'true':
      case 'false':
        return
      case 'and':
      case 'or':
        part.of.forEach(walk)
        return
      case 'not':
        walk(part.of)
        return
      case 'compare':
        add(part.left)
        add(part.right)
        return
      case 'isNull':
        add(part.operand)
        return
      case 'in':
        add(part.left)
        if (!('kind' in part.right)) part.right.forEach(add)
        return
      case 'some':
      case 'every':
      case 'owner':
        add(part.path)
        walk(part.where)
        return
    }
  }
  walk(condition)
  return names
}
