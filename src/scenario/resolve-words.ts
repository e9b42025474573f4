import { suggestion } from '../policy/suggest'
import type { Word } from '../policy/yaml-shape'
import { groupNamed, groupNames, type GroupsInReach } from './named-groups'
import type { Complain } from './scenario-error'
import { fieldsOf, rowsNamed, type ScenarioWorld } from './scenario-world'

/** Where words of a scenario get their meaning from. */
export interface Meaning {
  readonly world: ScenarioWorld
  readonly rows: GroupsInReach
  readonly fields: GroupsInReach
  readonly complain: Complain
}

/** The ids of rows: names, patterns with `*`, groups, or `every` row of the type. */
export function resolveRows(meaning: Meaning, type: string, words: readonly Word[]): readonly string[] {
  const named = rowsNamed(meaning.world, type)
  return resolve({ groups: meaning.rows, type, words, complain: meaning.complain }, (word) => {
    if (word === 'every') return [...named.values()]
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
export function resolveFields(meaning: Meaning, type: string, words: readonly Word[]): readonly string[] {
  const fields = fieldsOf(meaning.world, type)
  return resolve({ groups: meaning.fields, type, words, complain: meaning.complain }, (word) => {
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
  readonly words: readonly Word[]
  readonly complain: Complain
}

type Look = (word: string) => readonly string[] | { readonly message: string; readonly suggestion?: string }

/** INVARIANT: a group's own mistakes are told where the group stands; one that contains itself ends there. */
function resolve(asked: Asked, look: Look, within: readonly string[] = []): readonly string[] {
  const found = new Set<string>()
  for (const word of asked.words) {
    const group = within.includes(word.text) ? undefined : groupNamed(asked.groups, asked.type, word.text)
    const meant =
      group === undefined
        ? look(word.text)
        : resolve({ ...asked, words: group }, look, [...within, word.text])
    if ('message' in meant) asked.complain({ ...word.place, ...meant })
    else for (const one of meant) found.add(one)
  }
  return [...found]
}

function matching(named: ReadonlyMap<string, string>, pattern: string): readonly string[] {
  const parts = pattern.split('*').map((part) => part.replace(/[^a-zA-Z0-9/_-]/g, '\\$&'))
  const wanted = new RegExp(`^${parts.join('.*')}$`)
  return [...named].filter(([name]) => wanted.test(name)).map(([, id]) => id)
}
