import { noun } from '../noun'
import { type MailCheck, type MutationExample } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { storedInstantText } from '../world/demo/compile/draft'
import { AccountingAddresses1764000000222 } from './1764000000222-accounting-addresses'
import { AccountingAddress } from './accounting-address.entity'
import { accountingAddressMails } from './accounting-address.mails'
import { AccountingAddressResolver } from './accounting-address.resolver'

const accountingAddressExamples: Readonly<Record<string, MutationExample>> = {
  setAccountingAddress: {
    target: 'Organisation',
    field: null,
    needs: [{ action: 'setAccountingAddress' }],
    concerns: 'id',
    minimal: () => ({ email: 'books@probe.example' }),
    wrong: { email: 'nowhere' },
  },
}

/** WHY no policy: whoever gets it is known by the address alone. It tells whose invoices are meant, and nothing else. */
const asksTheAddress: MailCheck = ({ data, audits, find }) => {
  const key = audits.find((entry) => entry['subject_type'] === 'AccountingAddress')?.['subject_id']
  const organisation = find('organisations', find('accounting_addresses', key)?.['organisation_id'])
  return data['organisation'] === organisation?.['name']
    ? []
    : [`not the Organisation: ${JSON.stringify(data)}`]
}

/** The demo world has two that nobody has confirmed yet. */
const demoAddresses = [
  ['lakeside', 'nina-keller'],
  ['kontrast', 'simon-vogel'],
] as const

export const accountingAddress = noun({
  name: 'accounting-address',
  entities: [AccountingAddress],
  resolvers: [AccountingAddressResolver],
  migrations: [AccountingAddresses1764000000222],
  mails: accountingAddressMails,
  demo: ({ names, rows }) => {
    for (const [organisation, asker] of demoAddresses) {
      rows.add('accounting_addresses', {
        id: names.add('accounting-address', organisation),
        organisation_id: names.of('organisation', organisation),
        email: null,
        pending_email: `books@${organisation}.example`,
        token_hash: null,
        expires_at: storedInstantText('2026-12-01 09:30'),
        confirmed_at: null,
        asked_by_id: names.of('user', asker),
      })
    }
  },
  personReferences: [
    {
      at: 'accounting_addresses.asked_by_id',
      exported: shared('accounting-addresses-asked', {
        type: 'AccountingAddress',
        fields: 'organisation { id name } confirmedAt',
      }),
      erasure: 'kept',
    },
  ],
  examples: accountingAddressExamples,
  mailChecks: { 'accounting-address-asked': asksTheAddress },
  provenElsewhere: {
    confirmAccountingAddress: 'its link proves itself; test/guides/notifications proves it',
  },
  readTexts: {
    'SetAccountingAddressInput.email': 'an address, by `emailOf` or `canonicalAddress`',
    'ConfirmAccountingAddressInput.token': 'a secret, by `checkPassword`, `passwordForms` or a digest',
  },
  storedTexts: {
    'accounting_addresses.email': "Kept: somebody else's record",
    'accounting_addresses.pending_email': "Kept: somebody else's record",
    'accounting_addresses.token_hash': 'No person in it',
  },
  leastRows: [
    ['accounting_addresses', { id: 1, organisation_id: 1, token_hash: 'a', asked_by_id: 1 }],
    ['accounting_addresses', { id: 2, organisation_id: 2, token_hash: 'b', asked_by_id: 1 }],
  ],
  violations: [
    {
      rule: 'one accounting address for each Organisation',
      constraint: 'accounting_addresses_of_organisation',
      statement: 'UPDATE accounting_addresses SET organisation_id = 1 WHERE id = 2',
    },
    {
      rule: 'a link of an accounting address opens one',
      constraint: 'accounting_addresses_token',
      statement: "UPDATE accounting_addresses SET token_hash = 'a' WHERE id = 2",
    },
  ],
})
