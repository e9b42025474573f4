import type { Model } from './model'

/** How often what happened, over all histories: whether anything happened in them at all. */
export const tally = new Map<string, number>()

export function count(what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1)
}

/** Counts the kinds of orders and of cashback that a history came to. */
export function countKinds(model: Model): void {
  for (const order of model.orders) {
    const by = order.placedIn === order.client ? 'client' : 'Partner'
    const payer = order.payer === order.client ? 'client' : 'Partner'
    count(`${order.kind} by the ${by}, paid by the ${payer}`)
  }
  for (const entry of model.cashback) count(`cashback ${entry.status}`)
}

/** What must have happened somewhere, or the histories prove nothing about it. */
export const mustHappen = [
  'PURCHASE by the client, paid by the client',
  'PURCHASE by the Partner, paid by the client',
  'PURCHASE by the Partner, paid by the Partner',
  'RENEWAL by the client, paid by the client',
  'RENEWAL by the Partner, paid by the client',
  'RENEWAL by the Partner, paid by the Partner',
  'cashback PENDING',
  'cashback CREDITED',
  'cashback REVERSED',
  'switch done',
  'change done',
  'end done',
  'pay done',
  'accept CONFLICT',
]

/** What must never happen: nobody is billed for what another Organisation's people placed. */
export const mustNeverHappen = [
  'PURCHASE by the client, paid by the Partner',
  'RENEWAL by the client, paid by the Partner',
]

export function tallied(): string {
  return [...tally]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${what} ${times}`)
    .join(', ')
}
