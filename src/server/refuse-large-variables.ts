import { GatewayError } from './gateway-error'

/** Far deeper than any filter may be, far shallower than what overflows a call stack. */
const DEEPEST = 100
/** More than any list of ids and values that is taken: graphql-js reads each of them several times. */
const MOST_VALUES = 2000

/**
 * INVARIANT: whoever reads variables after this may recurse. Walked without recursion, level by level.
 * @returns how many values they hold. @throws BAD_USER_INPUT
 */
export function refuseLargeVariables(variables: unknown): number {
  let level: readonly unknown[] = [variables]
  let values = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      throw new GatewayError('BAD_USER_INPUT', { message: `Variables are nested at most ${DEEPEST} deep.` })
    }
    values += level.length
    if (values > MOST_VALUES) {
      throw new GatewayError('BAD_USER_INPUT', { message: `Variables hold at most ${MOST_VALUES} values.` })
    }
    level = level.flatMap((value): readonly unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
  return values
}
