import { refusal } from '../write/refusal'
import type { CounterStore } from './counters'
import { type MailBudgets, mailBudgetsOn, type MailLimits } from './mail-budgets'

/** What a User may make happen to others in a while. */
export interface Budgets {
  readonly mails: MailBudgets
  /** Before a User opens an Organisation. @throws Refusal RATE_LIMITED */
  openOrganisation(user: number): Promise<void>
}

export interface BudgetLimits extends MailLimits {
  /** Organisations that one User opens in a day. */
  readonly organisations: number
}

const ONE_DAY = 86_400

export function budgetsOn(store: CounterStore, limits: BudgetLimits): Budgets {
  const opened = store.counters('organisations opened', ONE_DAY)
  return {
    mails: mailBudgetsOn(store, limits),
    openOrganisation: async (user) => {
      const { consumedPoints } = await opened.penalty(`user ${user}`, 1)
      if (consumedPoints > limits.organisations)
        throw refusal('RATE_LIMITED', 'TOO_MANY_ORGANISATIONS', { facts: { most: limits.organisations } })
    },
  }
}
