import { refusal } from '../../write/refusal'
import { type OutgoingMailRequest } from '../../write/transaction'
import { type MailName } from '../mail/mail-forms'
import { type Counters, type CounterStore } from './counters'

/**
 * Who causes a mail.
 * - `ours`: a job, or the recipient. Nobody else can cause it.
 * - `from an address`: anybody, who names the recipient; counted where it is asked for (`AccountSecurity.admitMail`, `admitReset`).
 * - `to a stranger`: a User, who names the recipient.
 * - `to people involved`: a User, to people whom the change concerns.
 * - `by staff`: an employee of the provider.
 */
type MailCause = 'ours' | 'from an address' | 'to a stranger' | 'to people involved' | 'by staff'

/** INVARIANT: every template says who causes it; the type requires it for a new one. */
export const mailCauses: { readonly [name in MailName]: MailCause } = {
  invitation: 'to a stranger',
  'invitation-resent': 'to a stranger',
  'invitation-accepted': 'to people involved',
  'invitation-refused': 'to people involved',
  'access-requested': 'to a stranger',
  'access-granted': 'to people involved',
  'access-refused': 'to people involved',
  'partnership-ended': 'to people involved',
  'payment-mode-changed': 'to people involved',
  'renewal-reminder': 'ours',
  dunning: 'ours',
  'sign-up': 'from an address',
  'sign-up-known': 'from an address',
  'password-reset': 'from an address',
  'password-reset-unknown': 'from an address',
  'password-changed': 'ours',
  'two-factor-on': 'ours',
  'two-factor-off': 'ours',
  'holder-change': 'to a stranger',
  'support-visit': 'by staff',
  'breach-notice': 'by staff',
  'credential-created': 'ours',
  'member-invitation': 'to a stranger',
  'member-invitation-resent': 'to a stranger',
  'member-joined': 'to people involved',
  'member-changed': 'to people involved',
  'member-removed': 'to people involved',
}

/** The mail budgets for an hour. */
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

/** The budgets of mails that are not `ours`: by sender, by Organisation, and by recipient. */
function mailBudgetsOn(store: CounterStore, limits: MailLimits): MailBudgets {
  const counters = store.counters('mails sent', ONE_HOUR)
  return (sender) => {
    const spent: string[] = []
    return {
      admit: async ({ to, template }) => {
        const cause = causeOf(template)
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

function causeOf(template: string): MailCause {
  const found = Object.entries(mailCauses).find(([name]) => name === template)
  if (found === undefined) throw new Error(`Nothing says who makes the mail ${template} leave`)
  return found[1]
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
