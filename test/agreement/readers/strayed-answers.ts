import { typeOf } from '../../../src/query/model/model'
import type { SqlAnswers } from './read-with-sql'
import { type Expected, strayedCells } from './strayed-cells'

/** Cells and counts of what was answered that are not what the oracle's verdicts make them. */
export function strayedAnswers(expected: Expected, { objects, counts }: SqlAnswers): readonly string[] {
  const strayed: string[] = []
  for (const [name, rows] of objects) {
    const type = typeOf(expected.model, name)
    const known = [...(expected.verdicts.get(name)?.values() ?? [])].filter((one) => one.known).length
    if (counts.get(name) !== known) strayed.push(`${name}: totalCount ${counts.get(name)}, expected ${known}`)
    for (const answered of rows.values()) strayed.push(...strayedCells(expected, type, answered))
  }
  return strayed
}
