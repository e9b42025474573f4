import { refusal } from '../../write/refusal'
import { type OutgoingMailRequest } from '../../write/transaction'
import { type MailBook, type MailCause } from '../mail/mail-book'
import { type Counters, type CounterStore } from './counters'

/** How many mails leave in an hour. */
interface MailLimits {
  readonly perSender: number
  readonly perOrganisation: number
  readonly perRecipient: number
}

/** The budget for people involved, as a multiple of the one for strangers. */
const SHARES: { readonly [cause in MailCause]: number } = {
  ours: 0,
  'from an address': 0,
  'to a stranger': 1,
  'to people involved': 10,
  'by staff': 200,
}

/** The sender that budgets count. */
interface MailSender {
  readonly user: number
  readonly organisation: number | null
  readonly email: string | null
}

/** The mails of one transaction. */
export interface SentMails {
  /** @throws Refusal RATE_LIMITED if the sender has caused too many. */
  admit(letter: Pick<OutgoingMailRequest, 'to' | 'template'>): Promise<void>
  /** Gives the budget back, because the transaction was undone and sent nothing. */
  undo(): Promise<void>
}

type MailBudgets = (sender: MailSender) => SentMails

const ONE_HOUR = 3600

/** Mails that somebody else triggers, by sender, by Organisation, and by recipient. */
function mailBudgetsOn(store: CounterStore, limits: MailLimits, { letters }: MailBook): MailBudgets {
  const counters = store.counters('mails sent', ONE_HOUR)
  return (sender) => {
    const spent: string[] = []
    return {
      admit: async ({ to, template }) => {
        const cause = causeOf(letters, template)
        const share = SHARES[cause]
        if (share === 0 || to === sender.email) return
        for (const [key, limit] of budgetsOf(sender, { to, cause, limits })) {
          spent.push(key)
          await spend(counters, key, limit * share)
        }
      },
      undo: async () => {
        for (const key of spent.splice(0)) await counters.reward(key, 1)
      },
    }
  }
}

async function spend(counters: Counters, key: string, limit: number): Promise<void> {
  const { consumedPoints, msBeforeNext } = await counters.penalty(key, 1)
  if (consumedPoints <= limit) return
  throw refusal('RATE_LIMITED', 'TOO_MANY_MAILS', {
    facts: { minutes: Math.max(1, Math.ceil(msBeforeNext / 60_000)) },
  })
}

interface Sending {
  readonly to: string
  readonly cause: MailCause
  readonly limits: MailLimits
}

/** WHY by recipient of each sender too: one sender's mails must not keep others from reaching the recipient. */
function budgetsOf(
  { user, organisation }: MailSender,
  { to, cause, limits }: Sending,
): readonly (readonly [string, number])[] {
  const from = organisation === null ? `user ${user}` : `organisation ${organisation}`
  // WHY separate: a breach notice goes to every person of hundreds of Organisations, once to each.
  if (cause === 'by staff') return [[`${cause}, user ${user}`, limits.perSender]]
  return [
    [`${cause}, user ${user}`, limits.perSender],
    [`${cause}, ${from}`, organisation === null ? limits.perSender : limits.perOrganisation],
    [`${cause}, ${from} to ${to.toLowerCase()}`, limits.perRecipient],
    [`${cause}, to ${to.toLowerCase()}`, limits.perRecipient * RECIPIENTS_SENDERS],
  ]
}

/** How many times as many mails all senders together may send to a recipient as one sender may. */
const RECIPIENTS_SENDERS = 5

function causeOf(letters: MailBook['letters'], template: string): MailCause {
  const letter = Object.hasOwn(letters, template) ? letters[template] : undefined
  if (letter === undefined) throw new Error(`Nothing says who makes the mail ${template} leave`)
  return letter.cause
}

/** Limits on what a User may cause for others in a period. */
export interface Budgets {
  readonly mails: MailBudgets
  /** Call this before a User opens an Organisation. @throws Refusal RATE_LIMITED */
  openOrganisation(user: number): Promise<void>
}

interface BudgetLimits extends MailLimits {
  /** The Organisations that one User may open in a day. */
  readonly organisations: number
}

const ONE_DAY = 86_400

export function budgetsOn(store: CounterStore, limits: BudgetLimits, book: MailBook): Budgets {
  const opened = store.counters('organisations opened', ONE_DAY)
  return {
    mails: mailBudgetsOn(store, limits, book),
    openOrganisation: async (user) => {
      const { consumedPoints } = await opened.penalty(`user ${user}`, 1)
      if (consumedPoints > limits.organisations)
        throw refusal('RATE_LIMITED', 'TOO_MANY_ORGANISATIONS', { facts: { most: limits.organisations } })
    },
  }
}
