import { answerOf, type TypeModel } from '../../../src/read/schema/model'
import { looseText, type Oracle, plainOf } from './meets-filter'

export interface OrderKey {
  readonly field: string
  readonly direction: 'ASC' | 'DESC'
}

/** `orderBy: [{ field: EXPIRES_ON, direction: DESC }]` as keys of the type's own fields. */
export function orderKeysOf(type: TypeModel, text: string): readonly OrderKey[] {
  return [...text.matchAll(/field: (\w+), direction: (ASC|DESC)/g)].map(([, word = '', direction]) => {
    const field = [...type.answers.keys()].find(
      (name) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase() === word,
    )
    return { field: field ?? word, direction: direction === 'DESC' ? 'DESC' : 'ASC' }
  })
}

/** Visible rows in the order asked for: NULL smallest, withheld as NULL, ties by the id in the last key's direction. */
export function inOrder(
  oracle: Oracle,
  { type, ids }: { readonly type: TypeModel; readonly ids: readonly number[] },
  keys: readonly OrderKey[],
): readonly number[] {
  const valueOf = (id: number, field: string): string | number | null => {
    if (field === 'id') return id
    const seen = oracle.view.get(type.name)?.get(id)?.values.get(field)
    const answer = answerOf(type, field)
    if (answer.kind === 'money') {
      const [amount] = (seen ?? [null]) as readonly unknown[]
      return amount === null ? null : Number(amount)
    }
    if (answer.kind !== 'column') throw new Error(`${field} has no order`)
    const value = plainOf(seen, answer.column)
    return answer.column.key === undefined || value === null ? value : looseText(String(value))
  }
  const all: readonly OrderKey[] = [...keys, { field: 'id', direction: keys.at(-1)?.direction ?? 'ASC' }]
  return [...ids].sort((one, other) => {
    for (const { field, direction } of all) {
      const sign = compare(valueOf(one, field), valueOf(other, field))
      if (sign !== 0) return direction === 'ASC' ? sign : -sign
    }
    return 0
  })
}

function compare(one: string | number | null, other: string | number | null): number {
  if (one === null || other === null) return (one === null ? 0 : 1) - (other === null ? 0 : 1)
  if (typeof one === 'number' && typeof other === 'number') return one - other
  // Both databases compare texts byte by byte.
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)))
}
