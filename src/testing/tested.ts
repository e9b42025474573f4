import { rowGraph, type RowGraph, type Witness } from '../analysis/world/row-graph'
import { type Question } from '../policy/evaluate/decide'
import { type Row } from '../policy/evaluate/match'
import { ownersOf, type PolicySet } from '../policy/policy-set'
import { type Principal } from '../policy/principal'
import { type Model, typeOf } from '../read/schema/model'
import { type Case, caseOf } from './cases/case'
import { decidedCells } from './cases/run-case'
import { type Subject } from './scenarios/run-scenarios'
import { type Expectation, expectationsOf, type ScenarioBook } from './scenarios/scenario'

/** A principal at a moment, and every cell whose answer a scenario or a case asserts for it. */
export interface Tested {
  /** What asserts it: a persona's key, or the path of a case. */
  readonly by: string
  readonly principal: Principal
  readonly now: Date
  /** By type. */
  readonly asserted: ReadonlyMap<string, readonly Asserted[]>
}

/** One question, and the rows on which its answer is asserted. */
interface Asserted {
  readonly question: Question
  readonly cells: readonly AssertedCell[]
}

export interface AssertedCell {
  /** `Invoice:7` */
  readonly id: string
  readonly row: Row
  readonly allowed: boolean
}

/** A cell by its names, for reports: `client-owner · Invoice:7.net`. */
export function assertedCellText(by: string, { action, field }: Question, id: string): string {
  const what = action === 'read' ? (field === undefined ? id : `${id}.${field}`) : `${action} ${id}`
  return `${by} · ${what}`
}

/** What cases assert. A row that must not be known hides all its fields: they need not be named. */
export function testedByCases(cases: readonly Case[], model: Model): readonly Tested[] {
  return cases.map((one) => {
    const graph = rowGraph(model, one.world)
    const asserted = new Map<string, { readonly question: Question; readonly cells: AssertedCell[] }>()
    const assert = (question: Question, cell: AssertedCell): void => {
      const key = JSON.stringify([question.type, question.action, question.field ?? null])
      const known = asserted.get(key) ?? { question, cells: [] }
      known.cells.push(cell)
      asserted.set(key, known)
    }
    for (const { question, key, allowed } of one.expect) {
      const { type, action, field } = question
      const cell = { id: `${type}:${key}`, row: graph.row({ type, key }), allowed }
      assert(question, cell)
      if (action !== 'read' || field !== undefined || allowed) continue
      for (const { name } of typeOf(model, type).fields) assert({ action, type, field: name }, cell)
    }
    return {
      by: `case ${one.name}`,
      principal: one.principal,
      now: new Date(one.clock),
      asserted: byType([...asserted.values()]),
    }
  })
}

function byType(all: readonly Asserted[]): ReadonlyMap<string, readonly Asserted[]> {
  const types = new Map<string, Asserted[]>()
  for (const one of all) types.set(one.question.type, [...(types.get(one.question.type) ?? []), one])
  return types
}

/** The world that the scenarios are about. */
interface ReportedWorld {
  readonly subjects: readonly Subject[]
  readonly graph: RowGraph
  readonly principalOf: (persona: string) => Promise<Principal>
}

/**
 * Everything that scenarios assert. The world is closed: what they do not list is asserted to be hidden. No action is
 * asserted on a hidden row, because nobody can ask for one.
 */
export async function testedByScenarios(
  book: ScenarioBook,
  { subjects, graph, principalOf }: ReportedWorld,
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

/** What a case is about, and which cells of the witness's row it asserts. */
interface CaseWanted {
  readonly name: string
  readonly about: string
  readonly questions: readonly Question[]
}

/**
 * A witness as a case that passes today: it expects what the policies answer now. For a hidden row it
 * asserts only that, because nothing of it is shown.
 */
export function readyCase(
  witness: Witness,
  wanted: CaseWanted,
  { set, model }: { readonly set: PolicySet; readonly model: Model },
): Case {
  const { type, key } = witness.row
  const asked = (questions: readonly Question[]): Case =>
    caseOf(witness, {
      name: wanted.name,
      about: wanted.about,
      expect: questions.map((question) => ({ question, key, allowed: false })),
    })
  const decided = (one: Case): Case => {
    const allowed = decidedCells(one, set, model)
    return { ...one, expect: one.expect.map((cell, at) => ({ ...cell, allowed: allowed[at] === true })) }
  }
  const row = decided(asked([{ action: 'read', type }]))
  const isKnown = row.expect.some(({ allowed }) => allowed)
  return isKnown ? decided(asked(wanted.questions)) : row
}

const LONGEST_NAME = 90

/** A name for a case: small letters, digits and dashes, cut between words where it would be too long. */
export function caseName(...words: readonly string[]): string {
  const whole = words
    .join('-')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return whole.length <= LONGEST_NAME ? whole : whole.slice(0, LONGEST_NAME + 1).replace(/-[^-]*$/, '')
}

/** The types whose cells a rule of one of these may decide: the types and all parts of them. */
export function concernedTypes(set: PolicySet, types: readonly string[]): readonly string[] {
  const concerned = new Set(types)
  for (let before = -1; before < concerned.size;) {
    before = concerned.size
    for (const document of set.types.values())
      if (ownersOf(document).some(({ ownerType }) => concerned.has(ownerType))) concerned.add(document.type)
  }
  return [...set.types.keys()].filter((type) => concerned.has(type))
}

/** The policies without the documents that these types do not depend on. WHY: they compile faster. */
export function policiesOf(set: PolicySet, types: readonly string[]): PolicySet {
  const needed = new Set(types)
  for (const type of needed) {
    for (const { ownerType } of ownersOf(set.types.get(type) ?? {})) needed.add(ownerType)
  }
  return {
    ...set,
    types: new Map([...set.types].filter(([type]) => needed.has(type))),
    rules: set.rules.filter(({ type }) => needed.has(type)),
  }
}
