import fc from 'fast-check'
import type { Principal } from '../../../src/policy/principal'
import { type RawPolicies, rawPolicies } from '../generate/write-policies'
import { principals } from '../generate/write-principal'
import { type RawWorld, rawWorlds } from '../generate/write-world'
import { smallEntities } from './small-entities'

/** Generated policies, a world to hold against them, and who asks. */
export interface SmallCase {
  readonly policies: RawPolicies
  readonly world: RawWorld
  readonly principals: readonly Principal[]
}

const PUBLIC_TYPES = 5
const ROWS = 8

export const smallCases: fc.Arbitrary<SmallCase> = fc.record({
  policies: rawPolicies(PUBLIC_TYPES),
  world: rawWorlds(smallEntities.length, ROWS),
  principals: fc.array(principals(), { minLength: 3, maxLength: 3 }),
})
