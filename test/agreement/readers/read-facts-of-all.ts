import { type BoundPolicy } from '../../../src/policy/compile/class-policy'
import { neededPaths } from '../../../src/policy/condition-paths'
import { type Row } from '../../../src/policy/evaluate/match'
import { type FactSource, readFacts } from '../../../src/read/read-facts'
import { type LinkedWorld } from '../facts/link-rows'
import { type AskedType } from './verdict'

/** The rows as the engine loads them to decide and explain: no more of each than the rules in force speak of. */
export async function readFactsOfAll(
  source: FactSource,
  { classPolicy }: BoundPolicy,
  { world, types }: { readonly world: LinkedWorld; readonly types: readonly AskedType[] },
): Promise<ReadonlyMap<string, ReadonlyMap<number, Row>>> {
  const facts = new Map<string, ReadonlyMap<number, Row>>()
  for (const { name: type } of types) {
    const paths = neededPaths(
      classPolicy.rules.filter((rule) => rule.subject === type).map((rule) => rule.conditions),
    )
    facts.set(type, await readFacts(source, { type, paths }, [...(world.get(type)?.keys() ?? [])]))
  }
  return facts
}
