import { type Job } from '../src/platform/jobs/job'
import { type VatRegister } from '../src/platform/vat-check'
import { type TransactionDependencies } from '../src/write/open-transaction'
import { deliverAccessRequests } from './access-request/deliver-access-requests'
import { disableIdleTokens } from './credentials/api-tokens'
import { forgetOldKeys } from './idempotency/forget-old-keys'
import { dunInvoices } from './invoice/dun-invoices'
import { expireMemberInvitations } from './member-invitation/close-member-invitation'
import { vatCheckJob } from './organisation/vat-check'
import { expireInvitations } from './partnership/close-offer'
import { ageProducts, remindOfRenewals, renewProducts } from './product/renewal-jobs'
import { forgetOldLinks } from './sign-in/change-password'

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * The periodic work of the nouns. Each is a function of its own, in the folder of its noun. Without a register, VAT
 * numbers stay as they are.
 */
export function nounJobs(dependencies: TransactionDependencies, register?: VatRegister): readonly Job[] {
  return [
    ...(register === undefined ? [] : [vatCheckJob({ dependencies, register })]),
    {
      name: 'expiry',
      every: 10 * MINUTE,
      means: 'Ends invitations and requests for access that nobody answered in time.',
      run: async (now) => ({ ...(await expireInvitations(dependencies, now)) }),
    },
    {
      name: 'member-invitations',
      every: 10 * MINUTE,
      means: 'Closes invitations of people that nobody answered in time.',
      run: async (now) => ({ ...(await expireMemberInvitations(dependencies, now)) }),
    },
    {
      name: 'access-requests',
      every: MINUTE,
      means:
        'Puts what Partners have asked for before the clients concerned, and takes back what they took back.',
      run: async (now) => ({ ...(await deliverAccessRequests(dependencies, now)) }),
    },
    {
      name: 'renewals',
      every: HOUR,
      means: 'Renews products two weeks before they are due, stops those not paid, and ends them in time.',
      run: async (now) => ({
        ...(await renewProducts(dependencies, now)),
        ...(await ageProducts(dependencies, now)),
      }),
    },
    {
      name: 'reminders',
      every: HOUR,
      means: 'Reminds who is billed of renewals, fourteen, seven days and one day before they are due.',
      run: (now) => remindOfRenewals(dependencies, now),
    },
    {
      name: 'dunning',
      every: HOUR,
      means:
        'Marks unpaid invoices as overdue and reminds whom they bill, on the first, tenth and twentieth day.',
      run: (now) => dunInvoices(dependencies, now),
    },
    {
      name: 'token-idleness',
      every: 6 * HOUR,
      means: 'Disables API tokens that were not used for a year.',
      run: (now) => disableIdleTokens(dependencies, now),
    },
    {
      name: 'old-links',
      every: HOUR,
      means: 'Forgets sign-ups that nobody confirmed, and links, codes and sessions that are over.',
      run: async (now) => ({ ...(await forgetOldLinks(dependencies, now)) }),
    },
    {
      name: 'idempotency-keys',
      every: 6 * HOUR,
      means: 'Forgets what repeated requests came to after thirty days.',
      run: (now) => forgetOldKeys(dependencies, now),
    },
  ]
}
