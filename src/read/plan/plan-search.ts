import { type GraphQLField } from 'graphql'
import { foldText } from '../../platform/database/text-key'
import { readError } from '../read-context'
import { answerOf, attributeOf, type TypeModel } from '../schema/model'
import { type Fragment, joined, parameter, raw, sql } from '../sql/fragment'
import { fieldFilter, type FilterPlace, nestedPlace } from './plan-filter'
import { type Planning } from './planning'

const MOST_CHARACTERS = 200
const MOST_WORDS = 8

/**
 * The `search` of a list as SQL: every word stands somewhere in what the reader may see of the row, whatever the case and
 * the accents. It is a filter as any other: masked cells are not found, and relations lead to visible rows only.
 * @returns undefined where nothing is searched for.
 * @throws BAD_USER_INPUT for a text that is too long.
 */
export function planSearch(
  planning: Planning,
  row: Omit<FilterPlace, 'relations'>,
  text: unknown,
): Fragment | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined
  const words = text.trim().split(/\s+/u)
  if (text.length > MOST_CHARACTERS || words.length > MOST_WORDS) {
    throw readError(
      'BAD_USER_INPUT',
      `\`search\` takes at most ${MOST_WORDS} words and ${MOST_CHARACTERS} characters.`,
    )
  }
  // The words and the paths bound it; it takes nothing from what a filter may follow.
  const place = { ...row, relations: { left: Number.POSITIVE_INFINITY } }
  const paths = (place.rules.type.searched ?? []).map((path) => path.split('.'))
  const conditions = words.map((word): Fragment => {
    const options = paths.flatMap((path) => wordAt(planning, place, { path, word }))
    return options.length === 0 ? raw('FALSE') : sql`(${joined(options, ' OR ')})`
  })
  return joined(conditions, ' AND ')
}

interface WordAt {
  readonly path: readonly string[]
  readonly word: string
}

/** None where the reader never sees what the path leads to: then it is not searched, and nothing is refused. */
function wordAt(planning: Planning, place: FilterPlace, { path, word }: WordAt): readonly Fragment[] {
  if (!isReadable(planning, place, path)) return []
  const [name = '', ...rest] = path
  const answer = answerOf(place.rules.type, name)
  const operators =
    answer.kind === 'column' && answer.column.key === undefined
      ? // Codes are kept in upper case: numbers of invoices, VAT numbers.
        { contains: word.toUpperCase() }
      : { contains: word }
  const value = rest.length === 0 ? operators : nestedIn(rest, word)
  const isList = answer.kind === 'list' || answer.kind === 'connection'
  return [fieldFilter(planning, place, { name, value: isList ? { some: value } : value })]
}

function nestedIn([name = '', ...rest]: readonly string[], word: string): Readonly<Record<string, unknown>> {
  return { [name]: rest.length === 0 ? { contains: word } : nestedIn(rest, word) }
}

function isReadable(
  planning: Planning,
  place: FilterPlace,
  [name = '', ...rest]: readonly string[],
): boolean {
  if (place.rules.field(name).kind === 'never') return false
  if (rest.length === 0) return true
  const answer = answerOf(place.rules.type, name)
  const target =
    answer.kind === 'connection'
      ? answer.route.target
      : answer.kind === 'one' || answer.kind === 'list'
        ? answer.relation.target
        : undefined
  if (target === undefined) throw new Error(`${place.rules.type.name}.${name} leads nowhere`)
  return isReadable(planning, nestedPlace(planning, place, { name, target }), rest)
}

/**
 * A field's own search box, `@Extensions({ searches })` on its query: where `search` looks for a part of the
 * text, and where only for the whole of it, so that no one can spell an address out letter by letter.
 */
export interface Searches {
  readonly contains: string
  readonly equals: string
  /** Further texts of which one may be the whole of `search`: a statement about the row with this alias. */
  readonly among?: (alias: string) => string
}

/** @returns undefined where nothing is searched. Only rows that may be known are searched, as in any list. */
export function searchSqlOf(
  type: TypeModel,
  definition: GraphQLField<unknown, unknown>,
  text: unknown,
): Fragment | undefined {
  const searches = definition.extensions['searches'] as Searches | undefined // set by that decorator alone
  if (searches === undefined || typeof text !== 'string' || text.trim() === '') return undefined
  const contains = keyOf(type, searches.contains)
  const equals = raw(attributeOf(type, searches.equals).sql('t'))
  const name = parameter(foldText(text).trim())
  const whole = text.trim().toLowerCase()
  const among =
    searches.among === undefined ? raw('') : sql` OR ${parameter(whole)} IN (${raw(searches.among('t'))})`
  return sql`(INSTR(${contains}, ${name}) > 0 OR ${equals} = ${parameter(whole)}${among})`
}

function keyOf(type: TypeModel, name: string): Fragment {
  const { key } = attributeOf(type, name)
  if (key === undefined) throw new Error(`${type.name}.${name} is not searchable`)
  return raw(key.sql('t'))
}
