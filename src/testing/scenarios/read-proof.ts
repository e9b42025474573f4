import { isMap, isScalar, type Node } from 'yaml'
import { suggestion } from '../../policy/parse/policy-error'
import {
  type Mapping,
  placeOf,
  readFreeMapping,
  readMapping,
  readWord,
  readWordOrWords,
  type YamlWord,
  type YamlFile,
} from '../../policy/parse/read-yaml'
import { fieldsOf, rowsNamed, type ScenarioWorld } from './run-scenarios'
import {
  type ReportScenarioError,
  type HiddenRows,
  type Permission,
  type ScenarioEntry,
  type VisibleRows,
} from './scenario'

/** One cell of a scenario file: what the table `says`, and that in rows and fields. */
export function readProof(node: Node, place: ProofPlace): ScenarioEntry | null {
  const { file, cell } = place
  const required = cell === null ? [] : ['says']
  const mapping = readMapping(node, { what: 'A cell', required, optional: ['sees', 'may', 'hides'] }, file)
  if (mapping === null) return null
  const says = mapping.value('says')
  const proof = {
    cell,
    says: says === undefined ? '' : (readWord(says, '`says`', file)?.text ?? ''),
    sees: readSights(mapping.value('sees'), place),
    may: readPermissions(mapping.value('may'), place),
    hides: readHidings(mapping.value('hides'), place),
  }
  if (['sees', 'may', 'hides'].every((key) => mapping.value(key) === undefined)) {
    file.report({
      ...mapping.place,
      code: 'missing-key',
      message: 'A cell that shows and hides nothing proves nothing.',
    })
  }
  return proof
}

interface ProofPlace {
  readonly file: YamlFile
  readonly meaning: Meaning
  readonly cell: string | null
}

function readSights(node: Node | undefined, place: ProofPlace): readonly VisibleRows[] {
  return byType(node, '`sees`', place).flatMap(({ type, value }) => rowsToFields(type, value, place))
}

function readPermissions(node: Node | undefined, place: ProofPlace): readonly Permission[] {
  const { file, meaning } = place
  return byType(node, '`may`', place).flatMap(({ type, value }) => {
    const actions = meaning.world.actions.get(type.text) ?? []
    return entries(value, `What may be done with ${type.text}`, file).flatMap(
      ({ key, value: rows }): Permission[] => {
        if (!actions.includes(key.text)) {
          const message = `${type.text} has no action \`${key.text}\`.`
          file.report({ ...key.place, code: 'unknown-action', message, ...suggestion(key.text, actions) })
          return []
        }
        const words = readWordOrWords(rows, `The rows of \`${key.text}\``, file) ?? []
        const found = resolveRows(meaning, type.text, words)
        return [{ type: type.text, action: key.text, rows: found, place: key.place }]
      },
    )
  })
}

function readHidings(node: Node | undefined, place: ProofPlace): readonly HiddenRows[] {
  const { file, meaning } = place
  return byType(node, '`hides`', place).flatMap(({ type, value }): readonly HiddenRows[] => {
    if (isMap(value)) return rowsToFields(type, value, place)
    const words = readWordOrWords(value, `The rows of ${type.text}`, file) ?? []
    return [
      {
        type: type.text,
        rows: resolveRows(meaning, type.text, words),
        fields: null,
        place: placeOf(value, file),
      },
    ]
  })
}

/** `{ lakeside-own, lakeside-refunded: [net, gross] }` */
function rowsToFields(type: YamlWord, node: Node, { file, meaning }: ProofPlace): readonly VisibleRows[] {
  return entries(node, `What is seen of ${type.text}`, file).map(({ key, value }) => ({
    type: type.text,
    rows: resolveRows(meaning, type.text, wordsOf(key, file)),
    fields: resolveFields(
      meaning,
      type.text,
      readWordOrWords(value, `The fields of \`${key.text}\``, file) ?? [],
    ),
    place: key.place,
  }))
}

function byType(
  node: Node | undefined,
  what: string,
  place: ProofPlace,
): readonly { type: YamlWord; value: Node }[] {
  const { file, meaning } = place
  if (node === undefined) return []
  const { actions } = meaning.world
  return entries(node, what, file).flatMap(({ key, value }) =>
    wordsOf(key, file).flatMap((type) => {
      if (actions.has(type.text)) return [{ type, value }]
      const message = `No policy decides a type \`${type.text}\`.`
      file.report({ ...type.place, code: 'unknown-type', message, ...suggestion(type.text, actions.keys()) })
      return []
    }),
  )
}

function entries(node: Node, what: string, file: YamlFile): readonly { key: YamlWord; value: Node }[] {
  const mapping = readFreeMapping(node, what, file)
  return (mapping?.keys ?? []).flatMap((key) => {
    const value = mapping?.value(key.text)
    if (value !== undefined && !(isScalar(value) && value.value === '')) return [{ key, value }]
    file.report({ ...key.place, code: 'wrong-shape', message: `\`${key.text}\` is followed by nothing.` })
    return []
  })
}

/** What gives the words of a scenario their meaning. */
interface Meaning {
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

const NO_GROUPS: NamedGroups = new Map()

/** `rows:` or `fields:` of a file: groups by type. */
export function readGroups(mapping: Mapping, key: 'rows' | 'fields', file: YamlFile): NamedGroups {
  const node = mapping.value(key)
  return node === undefined ? NO_GROUPS : readEach(node, `\`${key}\``, file)
}

function readEach(node: Node, what: string, file: YamlFile): NamedGroups {
  const types = readFreeMapping(node, what, file)
  const groups = new Map<string, ReadonlyMap<string, readonly YamlWord[]>>()
  for (const key of types?.keys ?? []) {
    const named = types?.value(key.text)
    const mapping = named === undefined ? null : readFreeMapping(named, `${what} of ${key.text}`, file)
    const words = (mapping?.keys ?? []).map((name) => {
      const list = mapping?.value(name.text)
      const read = list === undefined ? null : readWordOrWords(list, `The group \`${name.text}\``, file)
      return [name.text, read ?? []] as const
    })
    for (const { text: type } of wordsOf(key, file))
      groups.set(type, new Map([...(groups.get(type) ?? []), ...words]))
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
