import { type TypeModel, typeOf } from '../../../src/read/schema/model'
import { type Answered, keyOf, type SqlAnswers, verdictOf } from './read-with-sql'
import { type Expected, strayedCells } from './strayed-cells'
import { UNKNOWN } from './verdict'

/** Cells, counts and rows of edges that are not what the oracle's verdicts make them. */
export function strayedAnswers(expected: Expected, { objects, counts }: SqlAnswers): readonly string[] {
  const strayed: string[] = []
  for (const [name, rows] of objects) {
    const type = typeOf(expected.model, name)
    const known = [...(expected.verdicts.get(name)?.values() ?? [])].filter((one) => one.known).length
    if (counts.get(name) !== known) strayed.push(`${name}: totalCount ${counts.get(name)}, expected ${known}`)
    for (const answered of rows.values()) {
      strayed.push(...strayedCells(expected, type, answered), ...strayedParts(expected, type, answered))
    }
  }
  return strayed
}

/** The rows of a list that was asked for everything: reached through their whole, they show what they show alone. */
function strayedParts(expected: Expected, type: TypeModel, answered: Answered): readonly string[] {
  return [...type.answers].flatMap(([name, answer]) => {
    const rows = answered[name]
    if (answer.kind !== 'list' || !Array.isArray(rows)) return []
    const target = typeOf(expected.model, answer.relation.target)
    const asked = (rows as readonly Answered[]).filter((row) => 'access' in row) // what graphql-js completed
    return asked.flatMap((row) => {
      const alone = expected.verdicts.get(target.name)?.get(keyOf(row)) ?? UNKNOWN
      const shown = verdictOf(row)
      const same = words(shown.readable) === words(alone.readable) && words(shown.can) === words(alone.can)
      const access = same
        ? []
        : [`${row.id} behind ${answered.id}: ${words(shown.readable)} ${words(shown.can)}`]
      return [...access, ...strayedCells(expected, target, row)]
    })
  })
}

function words(set: ReadonlySet<string>): string {
  return [...set].sort().join(' ')
}
