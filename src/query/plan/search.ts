import type { GraphQLField } from 'graphql'
import type { TypeModel } from '../model/model'
import { foldText } from '../../data/fold-text'
import { attributeOf } from '../model/model'
import type { Fragment } from '../sql/fragment'
import { parameter, raw, sql } from '../sql/fragment'

/**
 * A field's own search box, `@Extensions({ searches })` on its query: where `search` looks for a part of the
 * text, and where only for the whole of it, so that no one can spell an address out letter by letter.
 */
export interface Searches {
  readonly contains: string
  readonly equals: string
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
  return sql`(INSTR(${contains}, ${name}) > 0 OR ${equals} = ${parameter(text.trim().toLowerCase())})`
}

function keyOf(type: TypeModel, name: string): Fragment {
  const { key } = attributeOf(type, name)
  if (key === undefined) throw new Error(`${type.name}.${name} is not searchable`)
  return raw(key.sql('t'))
}
