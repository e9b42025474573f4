import { GatewayError } from './gateway-error'

/** Far deeper than any filter may be, far shallower than what overflows a call stack. */
const DEEPEST = 100

/**
 * INVARIANT: whoever reads variables after this may recurse. Walked without recursion, level by level.
 * @throws BAD_USER_INPUT
 */
export function refuseDeepVariables(variables: unknown): void {
  let level: readonly unknown[] = [variables]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      throw new GatewayError('BAD_USER_INPUT', { message: `Variables are nested at most ${DEEPEST} deep.` })
    }
    level = level.flatMap((value): readonly unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
}
