import { createHash } from 'node:crypto'
import { type Slots, slotsOf } from '../../policy/compile/class-policy'
import { allOf, type Condition, conditionKey, negate, TRUE } from '../../policy/condition'
import { cellCondition, type Question } from '../../policy/evaluate/decide'
import { match, type Row } from '../../policy/evaluate/match'
import { type PolicySet } from '../../policy/policy-set'
import { type Model, typeOf } from '../../read/schema/model'
import { type Assumption, type Solution, type Solver, type SolverQuestion } from '../solver/solver'
import { rowGraph } from '../world/row-graph'
import { type ConditionNames, knownFrom, namedText, namesWhere, simplify } from './condition-names'
import { type NamedPrincipal, type NamedSituation, type Situations } from './situations'

/** Who sees what, for all worlds. */
export interface AccessMatrix {
  readonly principals: readonly NamedPrincipal[]
  readonly types: readonly TypeMatrix[]
  /** Cells that neither simplification nor the solver settled. They are reported as conditional. */
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

interface MatrixDependencies {
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
 * to the assumptions. What could not be proved is reported as conditional.
 */
export async function accessMatrix(dependencies: MatrixDependencies): Promise<AccessMatrix> {
  const settling: Settling = { ...dependencies, known: new Map(), witnesses: [], unsettled: { count: 0 } }
  const types: TypeMatrix[] = []
  for (const type of dependencies.policies.types.keys()) types.push(await typeMatrix(type, settling))
  return { principals: dependencies.situations.principals, types, unsettled: settling.unsettled.count }
}

interface Settling extends MatrixDependencies {
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

/** A situation that makes no difference is left out. */
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

/** What a solver answered before, by a digest of everything it was asked. */
export type KnownAnswers = Readonly<Record<string, Solution>>

/** A solver that is started only when something new is asked. */
interface RememberingSolver extends Solver {
  /** The answers given this time, and no others: what is no longer asked is forgotten. */
  used(): KnownAnswers
}

/**
 * The same question has the same answer: a matrix of policies that did not change asks the solver nothing.
 * @param known answers of before; only `witness` and `impossible` are kept, for more time may settle an `unknown`.
 */
export function rememberingSolver(open: () => Solver, known: KnownAnswers): RememberingSolver {
  const used: Record<string, Solution> = {}
  let solver: Solver | null = null
  return {
    find: async (question) => {
      const key = digestOf(question)
      const answer = used[key] ?? known[key] ?? (await (solver ??= open()).find(question))
      if (answer.kind !== 'unknown') used[key] = answer
      return answer
    },
    close: async () => solver?.close(),
    used: () => used,
  }
}

/** Bumped where the solver means something else by the same question. */
const VERSION = 1

function digestOf({ model, type, condition, assumptions = [] }: SolverQuestion): string {
  const given = assumptions.map((one) => [[...one.each], one.if, [...one.some], one.then])
  const text = JSON.stringify([VERSION, modelDigest(model), type, condition, given])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

const digests = new WeakMap<Model, string>()

/** What of the model worlds can be made of. */
function modelDigest(model: Model): string {
  const before = digests.get(model)
  if (before !== undefined) return before
  const words = [...model.types.values()].map(({ name, attributes, relations }) => [
    name,
    [...attributes.values()].map(({ name: column, type, nullable, values, derived }) => [
      column,
      type,
      nullable,
      values,
      derived,
    ]),
    [...relations.values()].map(({ name: relation, target, many, nullable, owning, near, far }) => [
      relation,
      target,
      many,
      nullable,
      owning,
      near,
      far,
    ]),
  ])
  const digest = createHash('sha256').update(JSON.stringify(words)).digest('hex')
  digests.set(model, digest)
  return digest
}
