import type { CursorSeal, KeyValue } from '../cursor'
import { readError } from '../read-error'
import type { Page } from './connection-plan'

export const DEFAULT_PAGE = 20
export const LARGEST_PAGE = 100

export interface PageRequest {
  readonly values: Readonly<Record<string, unknown>>
  readonly binding: string
  /** How many ordering keys a cursor of this list holds, the id included. */
  readonly keys: number
}

/** Relay's paging arguments. [GraphQL Cursor Connections Specification] */
export function planPage(cursors: CursorSeal, { values, binding, keys }: PageRequest): Page {
  const first = size('first', values['first'])
  const last = size('last', values['last'])
  if (first !== undefined && last !== undefined) {
    throw readError('BAD_USER_INPUT', 'Ask for `first` or for `last`, not for both.')
  }
  const open = (name: string): readonly KeyValue[] | undefined => {
    const cursor = values[name]
    if (typeof cursor !== 'string') return undefined
    const position = cursors.open(binding, cursor)
    if (position.length !== keys)
      throw readError('INVALID_CURSOR', 'This cursor does not belong to this list.')
    return position
  }
  return {
    size: first ?? last ?? DEFAULT_PAGE,
    backward: last !== undefined,
    after: open('after'),
    before: open('before'),
  }
}

function size(name: string, value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined
  if (value < 0 || value > LARGEST_PAGE) {
    throw readError('BAD_USER_INPUT', `\`${name}\` is from 0 to ${LARGEST_PAGE}. Page on with a cursor.`)
  }
  return value
}
