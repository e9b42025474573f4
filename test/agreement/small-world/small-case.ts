import fc from 'fast-check'
import { type TableRows } from '../../../schema/world/world-database'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type Principal } from '../../../src/policy/principal'
import { type RawPolicies, rawPolicies, writePolicies } from '../generate/write-policies'
import { principals as anybody } from '../generate/write-principal'
import { type RawWorld, rawWorlds, writeWorld } from '../generate/write-world'
import { type SmallWorld } from './open-small-world'
import { smallEntities } from './small-entities'

/** Generated policies, a world to hold against them, and the principal. */
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
  principals: fc.array(anybody(), { minLength: 3, maxLength: 3 }),
})

/** A case that can be asked: policies as files, rows as cells. */
export interface WrittenCase {
  readonly files: readonly PolicyFile[]
  readonly tables: readonly TableRows[]
  readonly principals: readonly Principal[]
}

export function writeCase({ policies, world, principals }: SmallCase, place: SmallWorld): WrittenCase {
  const { model, dataSource } = place
  const types = [...model.types.values()].filter(({ answers }) => answers.size > 0)
  const part = { type: 'Part', relation: 'item', field: 'parts' }
  return {
    files: writePolicies(policies, { vocabulary: model, types, part }),
    tables: writeWorld(world, dataSource.entityMetadatas),
    principals,
  }
}
