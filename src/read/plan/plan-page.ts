import { type CursorSeal, type KeyValue } from '../cursor'
import { readError } from '../read-context'
import { type Page } from './selection-plan'

const DEFAULT_PAGE = 20
/** What callers may ask for at once. Our own downloads read in larger steps. */
export const LARGEST_PAGE = 100

/**
 * The page that the arguments ask for. [GraphQL Cursor Connections Specification]
 *
 * @throws BAD_USER_INPUT, INVALID_CURSOR
 */
export function planPage(
  cursors: CursorSeal | undefined,
  { values, binding, keys, largest }: PageRequest,
): Page {
  const first = size({ name: 'first', largest }, values['first'])
  const last = size({ name: 'last', largest }, values['last'])
  if (first !== undefined && last !== undefined) {
    throw readError('BAD_USER_INPUT', 'Ask for `first` or for `last`, not for both.')
  }
  const open = (name: string): readonly KeyValue[] | undefined => {
    const cursor = values[name]
    if (typeof cursor !== 'string' || cursors === undefined) return undefined
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

interface PageRequest {
  readonly values: Readonly<Record<string, unknown>>
  readonly binding: string
  /** How many ordering keys a cursor of this list holds, the id included. */
  readonly keys: number
  readonly largest: number
}

function size({ name, largest }: SizeLimit, value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined
  if (value < 0 || value > largest) {
    throw readError('BAD_USER_INPUT', `\`${name}\` is from 0 to ${largest}. Page on with a cursor.`)
  }
  return value
}

interface SizeLimit {
  readonly name: 'first' | 'last'
  readonly largest: number
}
