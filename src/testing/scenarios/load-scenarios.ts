import { isNode, isSeq, type Node } from 'yaml'
import { type SourcePosition, suggestion } from '../../policy/parse/policy-error'
import {
  type Mapping,
  placeOf,
  type PolicyFile,
  readFreeMapping,
  readMapping,
  readWord,
  readWordOrWords,
  readYaml,
  type YamlWord,
  type YamlFile,
} from '../../policy/parse/read-yaml'
import { instantIn } from '../../policy/parse/strict-instant'
import { type NamedGroups, OWN_ROW, readGroups, readProof } from './read-proof'
import { type ScenarioWorld } from './run-scenarios'
import {
  type ReportScenarioError,
  type Expectation,
  expectationsOf,
  type HiddenRows,
  NOBODY,
  type ScenarioEntry,
  type Scenario,
  type ScenarioBook,
  type ScenarioError,
  ScenarioErrors,
  scenariosOf,
} from './scenario'

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
    const mapping = yaml === null ? null : readFreeMapping(yaml.root, 'A scenario file', yaml)
    return yaml === null || mapping === null ? [] : [{ yaml, mapping }]
  })
  const shared = readShared(
    read.filter(({ mapping }) => mapping.value('clock') !== undefined),
    reportMistake,
  )
  const reported = read.filter(({ mapping }) => mapping.value('clock') === undefined)
  const scenarios = reported.flatMap(({ yaml, mapping }) =>
    scenariosIn(yaml, mapping).flatMap((node) => readScenario(node, yaml, { shared, world, reportMistake })),
  )
  const { clock, principals, columns } = shared
  const book = { clock, principals, columns, scenarios }
  if (errors.length === 0) checkScenarios(book, reportMistake)
  if (errors.length > 0) throw new ScenarioErrors(errors)
  return book
}

/** Most files tell of one row of the table. A noun says in one file, as a list, what it adds for many people. */
function scenariosIn(file: YamlFile, mapping: Mapping): readonly Node[] {
  const list = mapping.value('scenarios')
  if (list === undefined) return [file.root]
  readMapping(file.root, { what: 'A file of several scenarios', required: ['scenarios'], optional: [] }, file)
  if (isSeq(list)) return list.items.filter(isNode)
  const message = '`scenarios` is a list, each with `about`, `as` and `besides`.'
  file.report({ ...placeOf(list, file), code: 'wrong-shape', message })
  return []
}

interface Shared extends Pick<ScenarioBook, 'clock' | 'principals' | 'columns'> {
  readonly personas: NamedPersonas
  readonly rows: NamedGroups
  readonly fields: NamedGroups
}

interface ReadFile {
  readonly yaml: YamlFile
  readonly mapping: Mapping
}

/** The one file that sets the `clock`: it names the table's rows and columns, and groups for all scenarios. */
function readShared(files: readonly ReadFile[], reportMistake: ReportScenarioError): Shared {
  const [first, second] = files
  if (first === undefined || second !== undefined) {
    const path = second?.yaml.path ?? 'policies/scenarios'
    reportMistake({ path, line: 1, column: 1, message: 'Exactly one scenario file sets the `clock`.' })
  }
  const empty = new Map()
  const none = { rows: empty, fields: empty, principals: empty, columns: empty, personas: empty }
  if (first === undefined) return { clock: new Date(0), ...none }
  const { yaml } = first
  const keys = { required: ['clock', 'principals', 'columns'], optional: ['rows', 'fields', 'personas'] }
  const mapping = readMapping(yaml.root, { what: 'The shared file', ...keys }, yaml)
  const clock = mapping?.value('clock')
  if (mapping === null || clock === undefined) return { clock: new Date(0), ...none }
  return {
    clock: readClock(clock, yaml),
    principals: readTexts(mapping.value('principals'), '`principals`', yaml),
    columns: readTexts(mapping.value('columns'), '`columns`', yaml),
    rows: readGroups(mapping, 'rows', yaml),
    fields: readGroups(mapping, 'fields', yaml),
    personas: readPersonaGroups(mapping.value('personas'), yaml),
  }
}

/** Personas by the name of their group: `managers` → the words of the list, which may name other groups. */
type NamedPersonas = ReadonlyMap<string, readonly YamlWord[]>

function readPersonaGroups(node: Node | undefined, file: YamlFile): NamedPersonas {
  const mapping = node === undefined ? null : readFreeMapping(node, '`personas`', file)
  const groups = (mapping?.keys ?? []).map((key) => {
    const list = mapping?.value(key.text)
    const words = list === undefined ? null : readWordOrWords(list, `The group \`${key.text}\``, file)
    return [key.text, words ?? []] as const
  })
  return new Map(groups)
}

function readClock(node: Node, file: YamlFile): Date {
  const word = readWord(node, '`clock`', file)
  const clock = word === null ? new Date(Number.NaN) : instantIn(word.text)
  if (word === null || clock !== undefined) return clock ?? new Date(Number.NaN)
  const message = `\`${word.text}\` is no instant, such as 2026-11-23T12:00:00Z.`
  file.report({ ...word.place, code: 'wrong-shape', message })
  return new Date(0)
}

function readTexts(node: Node | undefined, what: string, file: YamlFile): ReadonlyMap<string, string> {
  const mapping = node === undefined ? null : readFreeMapping(node, what, file)
  const texts = (mapping?.keys ?? []).map((key) => {
    const value = mapping?.value(key.text)
    return [key.text, value === undefined ? '' : (readWord(value, what, file)?.text ?? '')] as const
  })
  return new Map(texts)
}

interface Around {
  readonly shared: Shared
  readonly world: ScenarioWorld
  readonly reportMistake: ReportScenarioError
}

function readScenario(root: Node, file: YamlFile, around: Around): readonly Scenario[] {
  const keys = { required: ['about', 'as'], optional: ['principal', 'rows', 'fields', 'cells', 'besides'] }
  const mapping = readMapping(root, { what: 'A scenario', ...keys }, file)
  const values = ['about', 'principal', 'as'].map((key) => mapping?.value(key))
  const [about, principal, as] = values
  if (mapping === null || about === undefined || as === undefined) return []
  const { shared, world, reportMistake } = around
  const who = principal === undefined ? null : readWord(principal, '`principal`', file)
  const cells = mapping.value('cells')
  // WHY optional: an entry beside the table proves no row of it.
  if (cells !== undefined && principal === undefined) {
    const message = 'Say whose row of the table the cells are of: `principal`.'
    file.report({ ...placeOf(cells, file), code: 'missing-key', message })
  }
  if (who !== null) known(file, who, { what: 'a principal of the table', all: [...shared.principals.keys()] })
  const personas = personasNamed(readWordOrWords(as, '`as`', file) ?? [], { file, shared, world })
  const rows = [readGroups(mapping, 'rows', file), shared.rows]
  const fields = [readGroups(mapping, 'fields', file), shared.fields]
  const meaning = { world, rows, fields, reportMistake }
  const proofs: ScenarioEntry[] = []
  for (const { letter, node } of cellsOf(mapping, file, shared.columns)) {
    const cell = letter === null ? null : `${who?.text ?? ''}/${letter}`
    const proof = readProof(node, { file, meaning, cell })
    if (proof !== null) proofs.push(proof)
  }
  const scenario = {
    path: file.path,
    about: readWord(about, '`about`', file)?.text ?? '',
    principal: who?.text ?? '',
    as: personas,
    proofs,
  }
  return withOwnRows(scenario, { at: placeOf(as, file), world, reportMistake })
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

function cellsOf(mapping: Mapping, file: YamlFile, columns: ReadonlyMap<string, string>) {
  const cells = mapping.value('cells')
  const letters = cells === undefined ? null : readFreeMapping(cells, '`cells`', file)
  const found = (letters?.keys ?? []).flatMap((key) => {
    const node = letters?.value(key.text)
    return known(file, key, { what: 'a column of the table', all: [...columns.keys()] }) && node !== undefined
      ? [{ letter: key.text, node }]
      : []
  })
  const besides = mapping.value('besides')
  return besides === undefined ? found : [...found, { letter: null, node: besides }]
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
