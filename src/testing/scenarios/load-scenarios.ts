import { inReadingOrder, type SourcePosition, suggestion } from '../../policy/parse/policy-error'
import { listed, readable, readShape } from '../../policy/parse/read-shape'
import {
  type PolicyFile,
  readYaml,
  rootMapping,
  type YamlWord,
  type YamlFile,
} from '../../policy/parse/read-yaml'
import { instantIn } from '../../policy/parse/strict-instant'
import { groupsIn, type NamedGroups, OWN_ROW, readProof } from './read-proof'
import { type ScenarioWorld } from './run-scenarios'
import {
  type ReportScenarioError,
  type Expectation,
  expectationsOf,
  type HiddenRows,
  NOBODY,
  type Scenario,
  type ScenarioBook,
  type ScenarioError,
  ScenarioErrors,
  scenariosOf,
} from './scenario'
import { type PlacedScenario, scenarioFiles } from './scenario-grammar'

/**
 * The scenarios that these files state, every word checked against the world.
 * INVARIANT: all or nothing; the error names every mistake found.
 */
export function loadScenarios(files: readonly PolicyFile[], world: ScenarioWorld): ScenarioBook {
  const errors: ScenarioError[] = []
  const reportMistake: ReportScenarioError = (error) => void errors.push(error)
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1))
  const read = sorted.flatMap((file) => {
    const yaml = readYaml(file, reportMistake)
    const root = yaml === null ? null : rootMapping(yaml, 'A scenario file')
    return yaml === null || root === null ? [] : [{ yaml, keys: root.keys.map(({ text }) => text) }]
  })
  const setsClock = ({ keys }: ReadFile): boolean => keys.includes('clock')
  const shared = readShared(read.filter(setsClock), reportMistake)
  const scenarios = read
    .filter((file) => !setsClock(file))
    .flatMap((file) =>
      scenariosIn(file).flatMap((one) =>
        readScenario(one, { file: file.yaml, shared, world, reportMistake }),
      ),
    )
  const { clock, principals, columns } = shared
  const book = { clock, principals, columns, scenarios }
  if (errors.length === 0) checkScenarios(book, reportMistake)
  if (errors.length > 0) throw new ScenarioErrors(inReadingOrder(errors))
  return book
}

interface ReadFile {
  readonly yaml: YamlFile
  readonly keys: readonly string[]
}

/** Most files tell of one row of the table. A noun says in one file, as a list, what it adds for many people. */
function scenariosIn({ yaml, keys }: ReadFile): readonly PlacedScenario[] {
  if (keys.includes('scenarios')) return readShape(yaml, scenarioFiles.scenarios)?.parts.scenarios ?? []
  const { about, as, place, ...rest } = readShape(yaml, scenarioFiles.about)?.parts ?? {}
  return about === undefined || as === undefined || place === undefined ? [] : [{ about, as, place, ...rest }]
}

interface Shared extends Pick<ScenarioBook, 'clock' | 'principals' | 'columns'> {
  readonly personas: NamedPersonas
  readonly rows: NamedGroups
  readonly fields: NamedGroups
}

/** The one file that sets the `clock`: it names the table's rows and columns, and groups for all scenarios. */
function readShared(files: readonly ReadFile[], reportMistake: ReportScenarioError): Shared {
  const [first, second] = files
  if (first === undefined || second !== undefined) {
    const path = second?.yaml.path ?? 'policies/scenarios'
    reportMistake({ path, line: 1, column: 1, message: 'Exactly one scenario file sets the `clock`.' })
  }
  const parts = first === undefined ? undefined : readShape(first.yaml, scenarioFiles.clock)?.parts
  const { clock, principals = [], columns = [], personas = [], rows, fields } = parts ?? {}
  return {
    clock: clock === undefined ? new Date(0) : readClock(clock, reportMistake),
    principals: new Map(readable(principals).map(({ name, value }) => [name.text, value.text])),
    columns: new Map(readable(columns).map(({ name, value }) => [name.text, value.text])),
    rows: groupsIn(rows, first?.yaml),
    fields: groupsIn(fields, first?.yaml),
    personas: new Map(personas.map(({ name, value }) => [name.text, value === null ? [] : listed(value)])),
  }
}

/** Personas by the name of their group: `managers` → the words of the list, which may name other groups. */
type NamedPersonas = ReadonlyMap<string, readonly YamlWord[]>

function readClock({ text, place }: YamlWord, reportMistake: ReportScenarioError): Date {
  const clock = instantIn(text)
  if (clock !== undefined) return clock
  reportMistake({ ...place, message: `\`${text}\` is no instant, such as 2026-11-23T12:00:00Z.` })
  return new Date(0)
}

interface Around {
  readonly file: YamlFile
  readonly shared: Shared
  readonly world: ScenarioWorld
  readonly reportMistake: ReportScenarioError
}

function readScenario(said: PlacedScenario, around: Around): readonly Scenario[] {
  const { file, shared, world, reportMistake } = around
  const { about, principal, as, cells = [], besides } = said
  const [first] = cells
  // WHY optional: an entry beside the table proves no row of it.
  if (first !== undefined && principal === undefined) {
    const message = 'Say whose row of the table the cells are of: `principal`.'
    reportMistake({ ...first.name.place, message })
  }
  if (principal !== undefined)
    known(file, principal, { what: 'a principal of the table', all: [...shared.principals.keys()] })
  const personas = personasNamed(listed(as), { file, shared, world })
  const rows = [groupsIn(said.rows, file), shared.rows]
  const fields = [groupsIn(said.fields, file), shared.fields]
  const meaning = { file, world, rows, fields, reportMistake }
  const letters = { what: 'a column of the table', all: [...shared.columns.keys()] }
  const proofs = readable(cells.filter(({ name }) => known(file, name, letters))).map(({ name, value }) =>
    readProof(value, `${principal?.text ?? ''}/${name.text}`, meaning),
  )
  const scenario = {
    path: file.path,
    about: about.text,
    principal: principal?.text ?? '',
    as: personas,
    proofs: besides === undefined ? proofs : [...proofs, readProof(besides, null, meaning)],
  }
  const [persona] = listed(as)
  return withOwnRows(scenario, { at: persona?.place ?? about.place, world, reportMistake })
}

interface PersonaWords {
  readonly file: YamlFile
  readonly shared: Shared
  readonly world: ScenarioWorld
}

/** The personas that words name: by their keys, by a group, or `everybody`, signed in or not. */
function personasNamed(
  words: readonly YamlWord[],
  place: PersonaWords,
  within: readonly string[] = [],
): readonly string[] {
  const { file, shared, world } = place
  const all = [...world.personas.keys(), NOBODY]
  const named = words.flatMap((word): readonly string[] => {
    if (word.text === EVERYBODY) return all
    const group = within.includes(word.text) ? undefined : shared.personas.get(word.text)
    if (group !== undefined) return personasNamed(group, place, [...within, word.text])
    const what = 'a persona'
    return known(file, word, { what, all: [...all, EVERYBODY, ...shared.personas.keys()] }) ? [word.text] : []
  })
  return [...new Set(named)]
}

const EVERYBODY = 'everybody'

interface OwnRows {
  readonly at: SourcePosition
  readonly world: ScenarioWorld
  readonly reportMistake: ReportScenarioError
}

/** A scenario that speaks of `own` rows is one for each persona, with what is the persona's own. */
function withOwnRows(scenario: Scenario, { at, world, reportMistake }: OwnRows): readonly Scenario[] {
  const rows = scenario.proofs.flatMap(({ sees, may, hides }) => [...sees, ...may, ...hides])
  if (!rows.some((one) => one.rows.includes(OWN_ROW))) return [scenario]
  return scenario.as.flatMap((persona) => {
    const own = world.personas.get(persona)
    if (own === undefined || own === null) {
      reportMistake({
        ...at,
        message: `\`${persona}\` acts in no Organisation, so \`own\` is nothing to it.`,
      })
      return []
    }
    const put = <Of extends { readonly rows: readonly string[] }>(of: readonly Of[]): readonly Of[] =>
      of.map((one) => ({ ...one, rows: one.rows.map((row) => (row === OWN_ROW ? own : row)) }))
    const proofs = scenario.proofs.map((proof) => ({
      ...proof,
      sees: put(proof.sees),
      may: put(proof.may),
      hides: put(proof.hides),
    }))
    return [{ ...scenario, as: [persona], proofs }]
  })
}

interface Known {
  readonly what: string
  readonly all: readonly string[]
}

function known(file: YamlFile, word: YamlWord, { what, all }: Known): boolean {
  if (all.includes(word.text)) return true
  const message = `\`${word.text}\` is not ${what}.`
  file.report({ ...word.place, code: 'unknown-name', message, ...suggestion(word.text, all) })
  return false
}

/** Reports what is hidden here and shown elsewhere, and actions on rows that are not shown. */
function checkScenarios(book: ScenarioBook, reportMistake: ReportScenarioError): void {
  for (const expectation of expectationsOf(book)) {
    const proofs = scenariosOf(expectation.persona, book.scenarios).flatMap((one) => one.proofs)
    const seen = new Set(proofs.flatMap(({ sees }) => sees.flatMap(({ rows }) => rows)))
    for (const { rows, action, place } of proofs.flatMap(({ may }) => may)) {
      const unseen = rows.find((row) => !seen.has(row))
      if (unseen === undefined) continue
      reportMistake({
        ...place,
        message: `\`${expectation.persona}\` may \`${action}\` ${unseen}, yet does not see it.`,
      })
    }
    for (const hiding of proofs.flatMap(({ hides }) => hides)) checkHiding(hiding, expectation, reportMistake)
  }
}

function checkHiding(
  { rows, fields, place }: HiddenRows,
  { persona, rows: seen }: Expectation,
  reportMistake: ReportScenarioError,
): void {
  for (const id of rows) {
    const row = seen.get(id)
    const shown =
      row === undefined ? undefined : fields === null ? '' : fields.find((field) => row.fields.has(field))
    if (shown === undefined) continue
    const what = shown === '' ? id : `${shown} of ${id}`
    reportMistake({
      ...place,
      message: `${what} is hidden here, and \`${persona}\` sees it by another line.`,
    })
    return
  }
}
