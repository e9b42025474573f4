import { allOf, anyOf, type Condition, FALSE, negate } from './condition'

/** The same condition with each of its direct parts replaced, constants folded again. Leaves stay as they are. */
export function withParts(condition: Condition, replace: (part: Condition) => Condition): Condition {
  switch (condition.op) {
    case 'and':
      return allOf(condition.of.map(replace))
    case 'or':
      return anyOf(condition.of.map(replace))
    case 'not':
      return negate(replace(condition.of))
    case 'some':
    case 'owner': {
      const where = replace(condition.where)
      return where.op === 'false' ? FALSE : { ...condition, where }
    }
    case 'every':
      return { ...condition, where: replace(condition.where) }
    case 'true':
    case 'false':
    case 'compare':
    case 'isNull':
    case 'in':
      return condition
  }
}
