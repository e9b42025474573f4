import { type FieldModel, type Model, type TypeModel } from '../../../src/read/schema/model'
import { type LinkedRow, type LinkedWorld } from '../facts/link-rows'
import { type Answered, keyOf } from './read-with-sql'
import { type Verdicts } from './verdict'

export interface Expected {
  readonly model: Model
  /** The facts, and what of them the oracle says may be read. */
  readonly world: LinkedWorld
  readonly verdicts: Verdicts
}

/** Cells of an answer that are not what they should be: the stored value where it may be read, null where not. */
export function strayedCells(expected: Expected, type: TypeModel, answered: Answered): readonly string[] {
  const id = keyOf(answered)
  const row = expected.world.get(type.name)?.get(id)
  if (row === undefined) return [`${type.name}:${id} does not exist`]
  const readable = expected.verdicts.get(type.name)?.get(id)?.readable ?? new Set()
  return [...type.answers].flatMap(([name, answer]) => {
    const got = plain(answered[name])
    if (answer.kind === 'id' || answered[name] === undefined) return []
    const want = readable.has(name) ? cell(expected, row, { name, answer }) : 'null'
    return want === undefined || want === got
      ? []
      : [`${type.name}:${id}.${name} is ${got}, expected ${want}`]
  })
}

/** The text of the cell that should be answered; undefined where facts do not hold it. */
function cell(
  expected: Expected,
  row: LinkedRow,
  { name, answer }: { readonly name: string; readonly answer: FieldModel },
): string | undefined {
  switch (answer.kind) {
    case 'column':
      if (answer.column.derived) return undefined
      if (answer.scale === 'words') return plain(wordsOf(row[name]))
      return answer.scale === 'rate' ? plain(scaled(row[name], 4)) : plain(row[name])
    case 'money': {
      if (answer.column.derived) return undefined
      if (row[name] === null) return 'null'
      const currency = row['currency']
      return plain({ amount: scaled(row[name], 2), currency })
    }
    case 'embedded': {
      const value = row[name] as LinkedRow
      return Object.values(value).every((part) => part === null) ? 'null' : plain(value)
    }
    case 'one': {
      const [target] = visible(expected, answer.relation.target, [row[name]])
      return plain(target === undefined ? null : { id: `${answer.relation.target}:${target}` })
    }
    case 'list': {
      const { target } = answer.relation
      return plain(visible(expected, target, row[name]).map((id) => ({ id: `${target}:${id}` })))
    }
    case 'own':
      return 'false'
    case 'connection':
    case 'id':
    case 'same':
      return undefined
  }
}

function visible({ verdicts }: Expected, type: string, rows: unknown): readonly number[] {
  const ids = (rows as readonly (LinkedRow | null)[]).flatMap((row) =>
    row === null ? [] : [Number(row['id'])],
  )
  return ids.filter((id) => verdicts.get(type)?.get(id)?.known === true).sort((one, other) => one - other)
}

function scaled(value: unknown, places: number): string | null {
  return value === null ? null : String(Number(value) / 10 ** places)
}

/** A text of words is answered as the list of them. */
function wordsOf(value: unknown): readonly string[] | null {
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : null
}

/** As text, parts in one order, decimals without idle zeros; rows of lists by their ids alone. */
function plain(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'function') return 'null'
  if (Array.isArray(value))
    return JSON.stringify(
      value.map((one: string | number | { id: string }) => (typeof one === 'object' ? one.id : String(one))),
    )
  if (typeof value !== 'object') return JSON.stringify(value)
  const parts = Object.entries(value).filter(([name]) => name !== 'access')
  return JSON.stringify(
    Object.fromEntries(
      parts
        .map(([name, part]): [string, unknown] => [name, name === 'amount' ? String(Number(part)) : part])
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  )
}
