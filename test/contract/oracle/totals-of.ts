import { type TypeModel } from '../../../src/read/schema/model'
import { type Oracle } from './meets-filter'

export interface Total {
  readonly currency: string | null
  readonly count: number
  /** By field: the sum in minor units, null where nothing was to be summed. */
  readonly sums: Readonly<Record<string, number | null>>
}

/** Sums over visible rows and unmasked cells, by currency: that of a row's first amount that may be read. */
export function totalsOf(
  { view }: Oracle,
  { type, ids }: { readonly type: TypeModel; readonly ids: readonly number[] },
  fields: readonly string[],
): readonly Total[] {
  const groups = new Map<string | null, { count: number; sums: Record<string, number | null> }>()
  for (const id of ids) {
    const cells = fields.map((name) => {
      const seen = view.get(type.name)?.get(id)?.values.get(name)
      return { name, money: (seen ?? null) as readonly [number | string | null, string] | null }
    })
    const currency = cells.find((cell) => cell.money !== null)?.money?.[1] ?? null
    const group = groups.get(currency) ?? {
      count: 0,
      sums: Object.fromEntries(fields.map((name): [string, null] => [name, null])),
    }
    groups.set(currency, group)
    group.count += 1
    for (const { name, money } of cells) {
      if (money !== null && money[0] !== null) group.sums[name] = (group.sums[name] ?? 0) + Number(money[0])
    }
  }
  return [...groups]
    .map(([currency, { count, sums }]) => ({ currency, count, sums }))
    .sort((one, other) => (one.currency ?? '').localeCompare(other.currency ?? ''))
}
