import type { PolicySet } from '../../policy/policy-set'

/** The types whose cells a rule of one of these may decide: they themselves, and all that is part of them. */
export function concernedTypes(set: PolicySet, types: readonly string[]): readonly string[] {
  const concerned = new Set(types)
  for (let before = -1; before < concerned.size;) {
    before = concerned.size
    for (const { type, partOf } of set.types.values())
      if (partOf !== undefined && concerned.has(partOf.ownerType)) concerned.add(type)
  }
  return [...set.types.keys()].filter((type) => concerned.has(type))
}

/** The same policies without the documents that these types' cells do not rest on: quicker to compile. */
export function policiesOf(set: PolicySet, types: readonly string[]): PolicySet {
  const needed = new Set(types)
  for (const type of needed) {
    const owner = set.types.get(type)?.partOf?.ownerType
    if (owner !== undefined) needed.add(owner)
  }
  return {
    ...set,
    types: new Map([...set.types].filter(([type]) => needed.has(type))),
    rules: set.rules.filter(({ type }) => needed.has(type)),
  }
}
