import { type Vocabulary } from '../../policy/vocabulary'
import {
  type Expectation,
  expectationsOf,
  type ScenarioEntry,
  type Scenario,
  type ScenarioBook,
  scenariosOf,
} from './scenario'

/** A persona sees or may do something that it should not, or the other way round. */
export interface Failure {
  readonly reader: string
  readonly persona: string
  readonly type: string
  /** `Invoice:7` */
  readonly row: string
  /** A field, an action, or null for the row as such. */
  readonly what: { readonly kind: 'row' } | { readonly kind: 'field' | 'action'; readonly name: string }
  readonly expected: 'shown' | 'hidden'
  /** The cells of the table, or the files, that state it; none where nothing mentions it. */
  readonly saidBy: readonly string[]
}

export interface Result {
  readonly reader: string
  /** Rows, fields and actions compared. */
  readonly compared: number
  readonly failures: readonly Failure[]
}

/** Asks a reader as every persona for every type, and compares all that is seen with what should be. */
export async function runScenarios(
  book: ScenarioBook,
  subjects: readonly Subject[],
  reader: Reader,
): Promise<Result> {
  const failures: Failure[] = []
  let compared = 0
  for (const expectation of expectationsOf(book)) {
    const reported = scenariosOf(expectation.persona, book.scenarios)
    for (const subject of subjects) {
      const seen = await reader.read(expectation.persona, subject.type)
      for (const answer of answers(subject, expectation.rows, seen)) {
        compared += 1
        if (answer.wanted === answer.got) continue
        failures.push(
          failureOf(answer, { reader: reader.name, persona: expectation.persona, reported, subject }),
        )
      }
    }
  }
  return { reader: reader.name, compared, failures }
}

/** A type, with everything there is of it: what no scenario mentions must be hidden. */
export interface Subject {
  readonly type: string
  readonly rows: readonly string[]
  readonly fields: readonly string[]
  readonly actions: readonly string[]
}

interface Answer {
  readonly row: string
  readonly what: Failure['what']
  readonly wanted: boolean
  readonly got: boolean
}

/** Every row of the type, and every field and action of the rows that are visible and should be. */
function* answers(subject: Subject, expected: Expectation['rows'], seen: Seen): Generator<Answer> {
  for (const row of new Set([...subject.rows, ...seen.keys()])) {
    const should = expected.get(row)
    const does = seen.get(row)
    yield { row, what: { kind: 'row' }, wanted: should !== undefined, got: does !== undefined }
    if (should === undefined || does === undefined) continue
    for (const name of new Set([...subject.fields, ...does.fields])) {
      const [wanted, got] = [should.fields.has(name), does.fields.has(name)]
      yield { row, what: { kind: 'field', name }, wanted, got }
    }
    if (does.actions === null) continue
    for (const name of new Set([...subject.actions, ...does.actions])) {
      if (does.unreported?.has(name) === true) continue
      const [wanted, got] = [should.actions.has(name), does.actions.has(name)]
      yield { row, what: { kind: 'action', name }, wanted, got }
    }
  }
}

interface Asked {
  readonly reader: string
  readonly persona: string
  readonly reported: readonly Scenario[]
  readonly subject: Subject
}

function failureOf({ row, what, wanted }: Answer, { reader, persona, reported, subject }: Asked): Failure {
  const expected = wanted ? 'shown' : 'hidden'
  const saidBy = sayingSo(reported, { row, what, expected })
  return { reader, persona, type: subject.type, row, what, expected, saidBy }
}

/** The cells that ask for it, by name; what is besides the table by the name of its file. */
function sayingSo(
  reported: readonly Scenario[],
  of: Pick<Failure, 'row' | 'what' | 'expected'>,
): readonly string[] {
  const said = reported.flatMap(({ path, proofs }) =>
    proofs.filter((proof) => says(proof, of)).map((proof) => proof.cell ?? path),
  )
  return [...new Set(said)]
}

function says(
  { sees, may, hides }: ScenarioEntry,
  { row, what, expected }: Pick<Failure, 'row' | 'what' | 'expected'>,
): boolean {
  const of = <T extends { readonly rows: readonly string[] }>(claims: readonly T[]): readonly T[] =>
    claims.filter(({ rows }) => rows.includes(row))
  if (expected === 'hidden') {
    return of(hides).some(
      ({ fields }) => fields === null || (what.kind === 'field' && fields.includes(what.name)),
    )
  }
  switch (what.kind) {
    case 'row':
      return of(sees).length > 0
    case 'field':
      return of(sees).some(({ fields }) => fields.includes(what.name))
    case 'action':
      return of(may).some(({ action }) => action === what.name)
  }
}

/** Asks a GraphQL question as a persona, somehow; a withheld cell is an error FIELD_FORBIDDEN at its path. */
export type Ask = (question: Question) => Promise<Reply>

interface Question {
  readonly persona: string
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
}

export interface Reply {
  readonly data: Answered | null
  readonly errors: readonly ReplyError[]
}

export interface ReplyError {
  readonly path: readonly (string | number)[]
  readonly code: string
  readonly message: string
}

/** An object of an answer, as JSON has it. */
export interface Answered {
  readonly [key: string]: unknown
}

/** The object at this place of an answer; anything else is none. */
export function objectAt(value: unknown): Answered | null {
  // JSON: what is an object and no list is keyed by text.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answered) : null
}

/** The text at this place, or none. */
export function textAt(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** One of the ways by which a persona learns of rows. All of them must agree. */
export interface Reader {
  /** `decide`, `SQL on MariaDB`, `HTTP on SQLite`. */
  readonly name: string
  /** All rows of a type that the persona can learn of, by id, and what it can read of each. */
  read(persona: string, type: string): Promise<Seen>
}

export type Seen = ReadonlyMap<string, SeenRow>

export interface SeenRow {
  readonly fields: ReadonlySet<string>
  /** Null where this way does not show it: a part of another row has no `access`. */
  readonly actions: ReadonlySet<string> | null
  /** Actions that this way never shows, because no mutation asks for them. */
  readonly unreported?: ReadonlySet<string>
}

/** The words that scenarios may use: people, rows, fields and actions. */
export interface ScenarioWorld {
  /** The keys of the personas, each with the row it acts in; null where it acts in none. */
  readonly personas: ReadonlyMap<string, string | null>
  /** The type of those rows. */
  readonly actsIn: string
  /** `invoice/lakeside-own` → `Invoice:7`, for every row that scenarios may name. */
  readonly names: ReadonlyMap<string, string>
  readonly vocabulary: Vocabulary
  /** The types that policies decide, with their actions beside `read`. */
  readonly actions: ReadonlyMap<string, readonly string[]>
}

/** The rows of one type: `lakeside-own` → `Invoice:7`. */
export function rowsNamed(world: ScenarioWorld, type: string): ReadonlyMap<string, string> {
  const known = cache.get(world.names) ?? byType(world.names)
  cache.set(world.names, known)
  return known.get(type) ?? new Map()
}

export function fieldsOf(world: ScenarioWorld, type: string): readonly string[] {
  return (world.vocabulary.types.get(type)?.fields ?? []).map((field) => field.name)
}

type NamesByType = ReadonlyMap<string, ReadonlyMap<string, string>>

const cache = new WeakMap<ScenarioWorld['names'], NamesByType>()

function byType(names: ScenarioWorld['names']): NamesByType {
  const types = new Map<string, Map<string, string>>()
  for (const [name, id] of names) {
    const type = id.slice(0, id.indexOf(':'))
    const rows = types.get(type) ?? new Map<string, string>()
    types.set(type, rows.set(name.slice(name.indexOf('/') + 1), id))
  }
  return types
}
