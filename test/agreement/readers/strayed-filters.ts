import { parse } from 'graphql'
import { type BoundPolicy } from '../../../src/policy/compile/class-policy'
import { type TypeModel } from '../../../src/read/schema/model'
import { keyOf, readLists, type SqlQuestion } from './read-with-sql'
import { type Expected } from './strayed-cells'

/** The principal, and the name of each type's list. */
export interface Filtering {
  readonly question: Omit<SqlQuestion, 'document'>
  readonly bound: BoundPolicy
  readonly lists: ReadonlyMap<string, string>
}

/**
 * Filters that do not find what the oracle's verdicts make of them: asked for the absence of a field, a list
 * shows the visible rows where the value is absent or withheld, and no others.
 */
export async function strayedFilters(expected: Expected, filtering: Filtering): Promise<readonly string[]> {
  const { bound, lists, question } = filtering
  const asked = [...lists].flatMap(([name, list]) => {
    const type = expected.model.types.get(name)
    return type === undefined ? [] : filterable(type, bound).map((field) => ({ name, list, field }))
  })
  if (asked.length === 0) return []
  const text = asked.map(({ name, list, field }) => {
    return `${name}_${field}: ${list}(first: 100, filter: { ${field}: { isNull: true } }) { totalCount nodes { id } }`
  })
  const document = parse(`{ ${text.join('\n')} }`, { noLocation: true })
  const answers = await readLists({ ...question, document }, bound.principal)
  return asked.flatMap(({ name, field }) => {
    const got = answers[`${name}_${field}`]?.nodes.map(keyOf) ?? []
    const want = [...(expected.verdicts.get(name) ?? [])].flatMap(([id, { known, readable }]) => {
      const absent = !readable.has(field) || expected.world.get(name)?.get(id)?.[field] === null
      return known && absent ? [id] : []
    })
    const same = got.join() === want.join()
    return same ? [] : [`${name}, ${field} isNull: finds ${got.join(' ')}, expected ${want.join(' ')}`]
  })
}

/** Values that a principal of these classes may ever see; a filter by another is refused. */
function filterable(type: TypeModel, { classPolicy }: BoundPolicy): readonly string[] {
  return [...type.answers].flatMap(([name, { kind }]) => {
    return kind === 'column' && classPolicy.type(type.name).field(name).kind !== 'never' ? [name] : []
  })
}
