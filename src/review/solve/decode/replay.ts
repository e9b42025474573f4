import { holds, type Row } from '../../../policy/match'
import { type Slots, slotsOf } from '../../../policy/slots'
import { type Model, typeOf } from '../../../query/model/model'
import { type MadeUpWorld, rowAt, type RowName, rowsOf, withRow } from '../../world/made-up-world'
import { type RowGraph, rowGraph } from '../../world/row-graph'
import type { Witness } from '../../world/witness'
import type { Assumption } from '../assumption'
import type { Change, SolverQuestion } from '../solver'

/**
 * Whether the engine itself agrees: the question holds of the witness, and its world keeps to every assumption.
 *
 * INVARIANT: a world that holds null where the database never does is none, however small. Whoever is shown it, or asks another
 * question of it, would be told of what cannot be.
 */
export function replays(question: SolverQuestion, witness: Witness): boolean {
  const { model, condition, assumptions = [], after } = question
  if (!canBeStored(model, witness.world)) return false
  const slots = slotsOf(witness.principal, new Date(witness.now))
  const before = rowGraph(model, witness.world)
  if (!holds(condition, { rows: namedRows(before, witness), slots })) return false
  if (!assumptions.every((one) => keepsTo(one, before, slots))) return false
  if (after === undefined) return true
  const changed = rowGraph(model, worldAfter(witness, after.change))
  const [rowsBefore, rowsAfter] = [namedRows(before, witness), namedRows(changed, witness)]
  return (
    after.either.some(
      (one) => holds(one.before, { rows: rowsBefore, slots }) && holds(one.after, { rows: rowsAfter, slots }),
    ) && assumptions.every((one) => keepsTo(one, changed, slots))
  )
}

/** The witness's world once the change has been made. */
export function worldAfter({ world, row, others }: Witness, { of, set }: Change): MadeUpWorld {
  const name = of === 'row' ? row : others[of]
  if (name === undefined) throw new Error(`The witness has no row ${of}`)
  return withRow(world, name, { ...rowAt(world, name), ...set })
}

/** Whether nothing is null that is never null. */
function canBeStored(model: Model, world: MadeUpWorld): boolean {
  return rowsOf(world).every(({ type, row }) => {
    const { attributes, relations } = typeOf(model, type)
    return Object.entries(row).every(
      ([name, value]) => value !== null || (attributes.get(name) ?? relations.get(name))?.nullable !== false,
    )
  })
}

function namedRows(graph: RowGraph, { row, others }: Witness): ReadonlyMap<string, Row> {
  const names: [string, RowName][] = [['row', row], ...Object.entries(others)]
  return new Map(names.map(([name, at]) => [name, graph.row(at)]))
}

/** Whether every row of the world is as the assumption has it. */
export function keepsTo(assumption: Assumption, graph: RowGraph, slots: Slots): boolean {
  for (const rows of combinations([...assumption.each], graph, new Map())) {
    if (!holds(assumption.if, { rows, slots })) continue
    const found = combinations([...assumption.some], graph, rows)
    if (![...found].some((all) => holds(assumption.then, { rows: all, slots }))) return false
  }
  return true
}

function* combinations(
  [next, ...rest]: readonly (readonly [string, string])[],
  graph: RowGraph,
  rows: ReadonlyMap<string, Row>,
): Generator<ReadonlyMap<string, Row>> {
  if (next === undefined) {
    yield rows
    return
  }
  const [name, type] = next
  for (const row of graph.rows(type)) yield* combinations(rest, graph, new Map([...rows, [name, row]]))
}
