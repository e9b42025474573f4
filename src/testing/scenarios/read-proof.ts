import { suggestion } from '../../policy/parse/policy-error'
import { type Entry, listed, type PlacedText, readable } from '../../policy/parse/read-shape'
import { type YamlWord, type YamlFile } from '../../policy/parse/read-yaml'
import { fieldsOf, rowsNamed, type ScenarioWorld } from './run-scenarios'
import {
  type ReportScenarioError,
  type HiddenRows,
  type Permission,
  type ScenarioEntry,
  type VisibleRows,
} from './scenario'
import { type PlacedCell, type PlacedGroups } from './scenario-grammar'

/**
 * What a cell of a scenario file says, in rows and fields of the world.
 * @param cell `client-owner/A`; null for what is besides the table
 */
export function readProof(
  { says, sees = [], may = [], hides = [] }: PlacedCell,
  cell: string | null,
  meaning: Meaning,
): ScenarioEntry {
  return {
    cell,
    says: says?.text ?? '',
    sees: byType(sees, meaning).flatMap(({ type, value }) => rowsToFields(type, value, meaning)),
    may: byType(may, meaning).flatMap(({ type, value }) => permissions(type, value, meaning)),
    hides: byType(hides, meaning).flatMap(({ type, value }) => hidden(type, value, meaning)),
  }
}

type OneOrMore = PlacedText | readonly PlacedText[]
/** Rows and fields, or an action and rows. */
type Lines = readonly Entry<OneOrMore>[]

function permissions(type: YamlWord, lines: Lines, meaning: Meaning): readonly Permission[] {
  const actions = meaning.world.actions.get(type.text) ?? []
  return readable(lines).flatMap(({ name: action, value }): Permission[] => {
    if (!actions.includes(action.text)) {
      const message = `${type.text} has no action \`${action.text}\`.`
      meaning.reportMistake({ ...action.place, message, ...suggestion(action.text, actions) })
      return []
    }
    const rows = resolveRows(meaning, type.text, listed(value))
    return [{ type: type.text, action: action.text, rows, place: action.place }]
  })
}

function hidden(type: YamlWord, said: OneOrMore | Lines, meaning: Meaning): readonly HiddenRows[] {
  if (isLines(said)) return rowsToFields(type, said, meaning)
  const words = listed(said)
  const [first] = words
  const rows = resolveRows(meaning, type.text, words)
  return [{ type: type.text, rows, fields: null, place: first?.place ?? type.place }]
}

function isLines(said: OneOrMore | Lines): said is Lines {
  return !('text' in said) && said.every((one) => 'name' in one)
}

/** `{ lakeside-own, lakeside-refunded: [net, gross] }` */
function rowsToFields(type: YamlWord, lines: Lines, meaning: Meaning): readonly VisibleRows[] {
  return readable(lines).map(({ name: rows, value: fields }) => ({
    type: type.text,
    rows: resolveRows(meaning, type.text, wordsOf(rows, meaning.file)),
    fields: resolveFields(meaning, type.text, listed(fields)),
    place: rows.place,
  }))
}

function byType<V>(
  entries: readonly Entry<V>[],
  { file, world: { actions }, reportMistake }: Meaning,
): readonly { readonly type: YamlWord; readonly value: V }[] {
  return readable(entries).flatMap(({ name, value }) =>
    wordsOf(name, file).flatMap((type) => {
      if (actions.has(type.text)) return [{ type, value }]
      const message = `No policy decides a type \`${type.text}\`.`
      reportMistake({ ...type.place, message, ...suggestion(type.text, actions.keys()) })
      return []
    }),
  )
}

/** What gives the words of a scenario their meaning. */
interface Meaning {
  readonly file: YamlFile
  readonly world: ScenarioWorld
  readonly rows: GroupsInReach
  readonly fields: GroupsInReach
  readonly reportMistake: ReportScenarioError
}

/** Stands for the row in which a persona acts, until it is known whose scenario it is. */
export const OWN_ROW = 'own'

/** The ids of rows: names, patterns with `*`, groups, `every` row of the type, or `own`: the one the persona acts in. */
function resolveRows(meaning: Meaning, type: string, words: readonly YamlWord[]): readonly string[] {
  const named = rowsNamed(meaning.world, type)
  return resolve({ groups: meaning.rows, type, words, reportMistake: meaning.reportMistake }, (word) => {
    if (word === 'every') return [...named.values()]
    if (word === 'own' && type === meaning.world.actsIn) return [OWN_ROW]
    const exact = named.get(word)
    if (exact !== undefined) return [exact]
    // `lakeside-own` is also every line of that name: `lakeside-own/1`.
    const matches = word.includes('*') ? matching(named, word) : matching(named, `${word}/*`)
    if (matches.length > 0) return matches
    const message = `The world has no ${type} \`${word}\`.`
    return { message, ...suggestion(word, [...named.keys(), ...groupNames(meaning.rows, type)]) }
  })
}

/** Fields: their names, groups, `all` of them, or none at all for a row that is just `known`. */
function resolveFields(meaning: Meaning, type: string, words: readonly YamlWord[]): readonly string[] {
  const fields = fieldsOf(meaning.world, type)
  return resolve({ groups: meaning.fields, type, words, reportMistake: meaning.reportMistake }, (word) => {
    if (word === 'all') return fields
    if (word === 'known') return []
    if (fields.includes(word)) return [word]
    const message = `${type} has no field \`${word}\`.`
    return { message, ...suggestion(word, [...fields, ...groupNames(meaning.fields, type)]) }
  })
}

interface Asked {
  readonly groups: GroupsInReach
  readonly type: string
  readonly words: readonly YamlWord[]
  readonly reportMistake: ReportScenarioError
}

type Look = (word: string) => readonly string[] | { readonly message: string; readonly suggestion?: string }

/** INVARIANT: a group's own mistakes are reported where the group stands; a group that contains itself ends there. */
function resolve(asked: Asked, look: Look, within: readonly string[] = []): readonly string[] {
  const found = new Set<string>()
  for (const word of asked.words) {
    const group = within.includes(word.text) ? undefined : groupNamed(asked.groups, asked.type, word.text)
    const meant =
      group === undefined
        ? look(word.text)
        : resolve({ ...asked, words: group }, look, [...within, word.text])
    if ('message' in meant) asked.reportMistake({ ...word.place, ...meant })
    else for (const one of meant) found.add(one)
  }
  return [...found]
}

function matching(named: ReadonlyMap<string, string>, pattern: string): readonly string[] {
  const parts = pattern.split('*').map((part) => part.replace(/[^a-zA-Z0-9/_-]/g, '\\$&'))
  const wanted = new RegExp(`^${parts.join('.*')}$`)
  return [...named].filter(([name]) => wanted.test(name)).map(([, id]) => id)
}

/** Lists of rows or fields with a name, by type: `Invoice` → `billedToLakeside` → its words. */
export type NamedGroups = ReadonlyMap<string, ReadonlyMap<string, readonly YamlWord[]>>

/** The groups of a file that is shared, and of the scenario file at hand, which come first. */
type GroupsInReach = readonly NamedGroups[]

/** `rows:` or `fields:` of a file: groups by type. A key may name several types. */
export function groupsIn(types: PlacedGroups | undefined, file: YamlFile | undefined): NamedGroups {
  const groups = new Map<string, ReadonlyMap<string, readonly YamlWord[]>>()
  if (file === undefined) return groups
  for (const { name: key, value } of readable(types ?? [])) {
    const named = value.map(
      (group) => [group.name.text, group.value === null ? [] : listed(group.value)] as const,
    )
    for (const { text: type } of wordsOf(key, file))
      groups.set(type, new Map([...(groups.get(type) ?? []), ...named]))
  }
  return groups
}

/** `Invoice, InvoiceLine` as a key: several words, each in its place. */
function wordsOf(key: YamlWord, file: YamlFile): readonly YamlWord[] {
  const line = file.text.split('\n')[key.place.line - 1] ?? ''
  const start = key.place.column + (/['"]/.test(line.charAt(key.place.column - 1)) ? 1 : 0)
  return [...key.text.matchAll(/[^,\s]+/g)].map((match) => ({
    text: match[0],
    place: { ...key.place, column: start + match.index },
  }))
}

/** The words of a group of this type, where there is one of that name. */
function groupNamed(groups: GroupsInReach, type: string, name: string): readonly YamlWord[] | undefined {
  for (const some of groups) {
    const words = some.get(type)?.get(name)
    if (words !== undefined) return words
  }
  return undefined
}

function groupNames(groups: GroupsInReach, type: string): readonly string[] {
  return groups.flatMap((some) => [...(some.get(type)?.keys() ?? [])])
}
