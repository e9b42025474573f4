import { OrderKind } from './order-kind'

/** What a line of an order buys: a service, for how many years, anew or once more. */
export interface DescribedLine {
  readonly kind: OrderKind
  readonly name: string
  readonly years: number
}

/** `Renewal: Online shop, 2 years`: how orders and invoices keep it, in English whoever reads it. */
export function lineDescription({ kind, name, years }: DescribedLine): string {
  const what = kind === OrderKind.RENEWAL ? `${RENEWAL}${name}` : name
  return `${what}, ${years} ${years === 1 ? 'year' : 'years'}`
}

/** What a kept description says, to say it in another language; null where it is in other words. */
export function describedLine(description: string): DescribedLine | null {
  const [, what, years] = /^(.+), ([0-9]+) years?$/s.exec(description) ?? []
  if (what === undefined || years === undefined) return null
  const renewal = what.startsWith(RENEWAL)
  return {
    kind: renewal ? OrderKind.RENEWAL : OrderKind.PURCHASE,
    name: renewal ? what.slice(RENEWAL.length) : what,
    years: Number(years),
  }
}

const RENEWAL = 'Renewal: '
