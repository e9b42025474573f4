import { type Expectation, expectationsOf, scenariosOf } from './expectation'
import type { Reader, Seen } from './reader'
import type { Proof, Scenario, ScenarioBook } from './scenario'

/** Something that a persona sees or may do and should not, or the other way round. */
export interface Failure {
  readonly reader: string
  readonly persona: string
  readonly type: string
  /** `Invoice:7` */
  readonly row: string
  /** A field, an action, or null for the row as such. */
  readonly what: { readonly kind: 'row' } | { readonly kind: 'field' | 'action'; readonly name: string }
  readonly expected: 'shown' | 'hidden'
  /** The cells of the table, or the files, that say so; none where nothing mentions it. */
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
    const told = scenariosOf(expectation.persona, book.scenarios)
    for (const subject of subjects) {
      const seen = await reader.read(expectation.persona, subject.type)
      for (const answer of answers(subject, expectation.rows, seen)) {
        compared += 1
        if (answer.wanted === answer.got) continue
        failures.push(failureOf(answer, { reader: reader.name, persona: expectation.persona, told, subject }))
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

/** Every row of the type; of rows that are known, and rightly so, every field and action. */
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
      if (does.untold?.has(name) === true) continue
      const [wanted, got] = [should.actions.has(name), does.actions.has(name)]
      yield { row, what: { kind: 'action', name }, wanted, got }
    }
  }
}

interface Asked {
  readonly reader: string
  readonly persona: string
  readonly told: readonly Scenario[]
  readonly subject: Subject
}

function failureOf({ row, what, wanted }: Answer, { reader, persona, told, subject }: Asked): Failure {
  const expected = wanted ? 'shown' : 'hidden'
  const saidBy = sayingSo(told, { row, what, expected })
  return { reader, persona, type: subject.type, row, what, expected, saidBy }
}

/** The cells that ask for it, by name; what is besides the table by the name of its file. */
function sayingSo(
  told: readonly Scenario[],
  of: Pick<Failure, 'row' | 'what' | 'expected'>,
): readonly string[] {
  const said = told.flatMap(({ path, proofs }) =>
    proofs.filter((proof) => says(proof, of)).map((proof) => proof.cell ?? path),
  )
  return [...new Set(said)]
}

function says(
  { sees, may, hides }: Proof,
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
