import type { GraphQLField } from 'graphql'
import type { TypeModel } from '../model/model'
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
  const wanted = text.trim().toLowerCase()
  const contains = raw(attributeOf(type, searches.contains).sql('t'))
  const equals = raw(attributeOf(type, searches.equals).sql('t'))
  return sql`(INSTR(${contains}, ${parameter(wanted)}) > 0 OR ${equals} = ${parameter(wanted)})`
}
