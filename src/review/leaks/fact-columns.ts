import { neededPaths, type PathTree } from '../../policy/needed-paths'
import type { PolicySet } from '../../policy/policy-set'
import type { Model, TypeModel } from '../../query/model/model'
import { relationOf, typeOf } from '../../query/model/model'

/**
 * The columns that policies look at, and those that say which rows a list holds, as `table.column`: to change
 * one may change who sees what.
 */
export function factColumns(model: Model, policies: PolicySet): ReadonlySet<string> {
  const found = new Set<string>()
  for (const name of policies.types.keys()) {
    const conditions = policies.rules.filter((rule) => rule.type === name).map((rule) => rule.condition)
    collect(model, { type: typeOf(model, name), tree: neededPaths(conditions) }, found)
  }
  for (const type of model.types.values()) {
    for (const answer of type.answers.values()) {
      if (answer.kind !== 'connection' || answer.route.via !== 'table') continue
      const { table, parentColumn, targetColumn } = answer.route
      found.add(`${table}.${parentColumn}`).add(`${table}.${targetColumn}`)
    }
  }
  return found
}

function collect(
  model: Model,
  { type, tree }: { type: TypeModel; tree: PathTree },
  found: Set<string>,
): void {
  for (const name of tree.attributes) {
    const column = /^t\.`(.+)`$/.exec(type.attributes.get(name)?.sql('t') ?? '')?.[1]
    if (column !== undefined) found.add(`${type.table}.${column}`)
  }
  for (const [name, inner] of tree.relations) {
    const relation = relationOf(type, name)
    const target = typeOf(model, relation.target)
    found.add(`${type.table}.${relation.near}`)
    found.add(`${target.table}.${relation.far}`)
    collect(model, { type: target, tree: inner }, found)
  }
}
