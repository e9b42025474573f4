import type { Principal } from '../../policy/principal'
import type { Expectation } from '../../scenario/expectation'
import { expectationsOf } from '../../scenario/expectation'
import type { Subject } from '../../scenario/run-scenarios'
import type { ScenarioBook } from '../../scenario/scenario'
import type { RowGraph } from '../world/row-graph'
import type { Asserted, Tested } from './tested'

/** What the scenarios are told of. */
export interface ToldWorld {
  readonly subjects: readonly Subject[]
  readonly graph: RowGraph
  readonly principalOf: (persona: string) => Promise<Principal>
}

/**
 * Everything that scenarios assert. The world is closed: what they do not list is asserted to be hidden. Of a row
 * that must not be known no action is asserted, for none can be asked for.
 */
export async function testedByScenarios(
  book: ScenarioBook,
  { subjects, graph, principalOf }: ToldWorld,
): Promise<readonly Tested[]> {
  const tested: Tested[] = []
  for (const expectation of expectationsOf(book)) {
    const asserted = subjects.map(
      (subject) => [subject.type, assertedOf(subject, expectation, graph)] as const,
    )
    const principal = await principalOf(expectation.persona)
    tested.push({ by: expectation.persona, principal, now: book.clock, asserted: new Map(asserted) })
  }
  return tested
}

function assertedOf(
  { type, rows, fields, actions }: Subject,
  expectation: Expectation,
  graph: RowGraph,
): readonly Asserted[] {
  const all = rows.map((id) => ({
    id,
    row: graph.row({ type, key: Number(id.slice(id.indexOf(':') + 1)) }),
    expected: expectation.rows.get(id),
  }))
  const known = all.filter(({ expected }) => expected !== undefined)
  const cells = (of: typeof all, isAllowed: (one: (typeof all)[number]) => boolean): Asserted['cells'] =>
    of.map((one) => ({ id: one.id, row: one.row, allowed: isAllowed(one) }))
  return [
    { question: { action: 'read', type }, cells: cells(all, ({ expected }) => expected !== undefined) },
    ...fields.map((field) => ({
      question: { action: 'read', type, field },
      cells: cells(all, ({ expected }) => expected?.fields.has(field) ?? false),
    })),
    ...actions.map((action) => ({
      question: { action, type },
      cells: cells(known, ({ expected }) => expected?.actions.has(action) ?? false),
    })),
  ]
}
