import type { ConnectedDatabase } from '../../data/connected-database'
import type { Principal } from '../../policy/principal'
import type { QueryEngine } from '../../query/engine'
import type { Loose } from '../ask/whole-answer'
import type { Cell } from './stored-world'

/** Another way out than an operation: files at addresses of their own. */
export interface Door {
  /** Addresses worth asking for; `id` names some row of a type, visible or not. */
  addresses(id: (type: string) => string): readonly string[]
  /** Everything that the address answers; undefined where it is none of this door's. */
  open(address: string, asked: AskedOfDoor): Promise<Loose | undefined>
}

export interface AskedOfDoor {
  readonly as: Principal
  readonly now: Date
  readonly engine: QueryEngine
  /** The connection on which the changes were made. */
  readonly runner: ReturnType<ConnectedDatabase['createQueryRunner']>
}

/** The doors beside operations, and what of the tables is somebody's own. */
export interface Doors {
  readonly doors: readonly Door[]
  /**
   * Whether a row, or one cell of it, is the principal's own by a reference: told to them as it is stored. Changing it is
   * no change behind their back.
   */
  isOwn(principal: Principal, place: OwnPlace): boolean
}

export interface OwnPlace {
  readonly table: string
  readonly row: Readonly<Record<string, Cell>>
  /** The cell, where one is asked about. */
  readonly column?: string
}

export const NO_DOORS: Doors = { doors: [], isOwn: () => false }

const GET = /^GET (\/\S*)$/

/** The text of a question that is an address, as the search writes and keeps it. */
export function addressText(address: string): string {
  return `GET ${address}`
}

/** The address that such a text asks for; undefined where it is an operation. */
export function addressIn(text: string): string | undefined {
  return GET.exec(text)?.[1]
}
