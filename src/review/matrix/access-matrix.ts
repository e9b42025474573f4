import { cellCondition } from '../../policy/cell-condition'
import { allOf, type Condition, conditionKey, negate, TRUE } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { PolicySet } from '../../policy/policy-set'
import { type Model, typeOf } from '../../query/model/model'
import type { Assumption } from '../solve/assumption'
import { match, type Row } from '../../policy/match'
import { type Slots, slotsOf } from '../../policy/slots'
import { rowGraph } from '../world/row-graph'
import type { Solver } from '../solve/solver'
import { type ConditionNames, namedText, namesWhere } from './condition-names'
import { knownFrom, simplify } from './simplify'
import type { NamedPrincipal, NamedSituation, Situations } from './situations'

/** Who sees what, for all worlds. */
export interface AccessMatrix {
  readonly principals: readonly NamedPrincipal[]
  readonly types: readonly TypeMatrix[]
  /** Cells that neither simplification nor the solver settled: they are told as conditional. */
  readonly unsettled: number
}

export interface TypeMatrix {
  readonly type: string
  readonly situations: readonly SituationMatrix[]
}

export interface SituationMatrix {
  /** Null where the type has one situation: any row. */
  readonly situation: string | null
  /** One for the row as such, each field, each action; fields with the same cells are in one. */
  readonly lines: readonly MatrixLine[]
}

export interface MatrixLine {
  readonly kind: 'row' | 'fields' | 'actions'
  readonly names: readonly string[]
  /** In the order of the principals. */
  readonly cells: readonly MatrixCell[]
}

export type MatrixCell =
  | { readonly kind: 'never' }
  | { readonly kind: 'always' }
  /** What remains to be so, the principal and the situation given. */
  | { readonly kind: 'when'; readonly text: string }

export interface MatrixGround {
  readonly policies: PolicySet
  readonly model: Model
  readonly situations: Situations
  readonly solver: Solver
  readonly names: ConditionNames
  readonly assumptions?: readonly Assumption[]
}

/**
 * Every cell of every type, for each principal in each situation.
 *
 * INVARIANT: `never` and `always` are proved: by leaving out what is given, or by the solver, for every world that keeps
 * to the assumptions. What could not be proved is told as conditional.
 */
export async function accessMatrix(ground: MatrixGround): Promise<AccessMatrix> {
  const settling: Settling = { ...ground, known: new Map(), witnesses: [], unsettled: { count: 0 } }
  const types: TypeMatrix[] = []
  for (const type of ground.policies.types.keys()) types.push(await typeMatrix(type, settling))
  return { principals: ground.situations.principals, types, unsettled: settling.unsettled.count }
}

interface Settling extends MatrixGround {
  /** Answers of the solver, by what was asked. */
  readonly known: Map<string, 'impossible' | 'possible' | 'unknown'>
  /** Worlds that were found. */
  readonly witnesses: { readonly type: string; readonly row: Row; readonly slots: Slots }[]
  readonly unsettled: { count: number }
}

async function typeMatrix(type: string, settling: Settling): Promise<TypeMatrix> {
  const named = settling.situations.rows.get(type) ?? []
  const all: readonly (NamedSituation | null)[] = named.length === 0 ? [null] : named
  const situations: SituationMatrix[] = []
  for (const situation of all) {
    situations.push({ situation: situation?.name ?? null, lines: await linesOf(type, situation, settling) })
  }
  return {
    type,
    situations: situations.every((one) => sameLines(one, situations[0])) ? merged(situations) : situations,
  }
}

/** Where the situation makes no difference, it is not told. */
function merged(situations: readonly SituationMatrix[]): readonly SituationMatrix[] {
  const [first] = situations
  return first === undefined ? [] : [{ ...first, situation: null }]
}

function sameLines(one: SituationMatrix, other: SituationMatrix | undefined): boolean {
  return JSON.stringify(one.lines) === JSON.stringify(other?.lines)
}

async function linesOf(
  type: string,
  situation: NamedSituation | null,
  settling: Settling,
): Promise<readonly MatrixLine[]> {
  const read = { action: 'read', type }
  const asked: readonly {
    readonly kind: MatrixLine['kind']
    readonly name: string
    readonly question: Question
  }[] = [
    { kind: 'row', name: 'known', question: read },
    ...typeOf(settling.model, type).fields.map(({ name }) => ({
      kind: 'fields' as const,
      name,
      question: { ...read, field: name },
    })),
    ...(settling.policies.types.get(type)?.actions ?? []).map((action) => ({
      kind: 'actions' as const,
      name: action,
      question: { action, type },
    })),
  ]
  const lines = new Map<string, { kind: MatrixLine['kind']; names: string[]; cells: readonly MatrixCell[] }>()
  for (const { kind, name, question } of asked) {
    const cells: MatrixCell[] = []
    for (const principal of settling.situations.principals) {
      cells.push(await cellOf(question, { principal, situation }, settling))
    }
    const key = `${kind} ${JSON.stringify(cells)}`
    const line = lines.get(key) ?? { kind, names: [], cells }
    line.names.push(name)
    lines.set(key, line)
  }
  return [...lines.values()]
}

async function cellOf(
  question: Question,
  { principal, situation }: { readonly principal: NamedPrincipal; readonly situation: NamedSituation | null },
  settling: Settling,
): Promise<MatrixCell> {
  const given = [principal.condition, situation?.condition ?? TRUE]
  const known = knownFrom(given)
  const left = simplify(cellCondition(settling.policies, question), known)
  if (left.op === 'true') return { kind: 'always' }
  if (left.op === 'false') return { kind: 'never' }
  const can = await possible(question.type, allOf([...given, left]), settling)
  if (can === 'impossible') return { kind: 'never' }
  const cannot = await possible(question.type, allOf([...given, negate(left)]), settling)
  if (cannot === 'impossible') return { kind: 'always' }
  if (can === 'unknown' || cannot === 'unknown') settling.unsettled.count += 1
  const names = namesWhere(settling.names.get(question.type) ?? [], (one) => simplify(one, known))
  const variable = settling.policies.types.get(question.type)?.variable ?? 'row'
  return { kind: 'when', text: namedText(left, names, variable) }
}

async function possible(
  type: string,
  condition: Condition,
  { model, solver, assumptions, known, witnesses }: Settling,
): Promise<'impossible' | 'possible' | 'unknown'> {
  const key = `${type} ${conditionKey(condition)}`
  const before = known.get(key)
  if (before !== undefined) return before
  // WHY: a world that was found for another cell is an example for this one too, if it is; looking is cheap.
  if (witnesses.some((one) => one.type === type && match(condition, one.row, one.slots))) return 'possible'
  const solution = await solver.find({
    model,
    type,
    condition,
    ...(assumptions === undefined ? {} : { assumptions }),
  })
  if (solution.kind === 'witness') {
    const { world, row, principal, now } = solution.witness
    const slots = slotsOf(principal, new Date(now))
    witnesses.push({ type, row: rowGraph(model, world).row(row), slots })
  }
  const answer = solution.kind === 'witness' ? 'possible' : solution.kind
  known.set(key, answer)
  return answer
}
