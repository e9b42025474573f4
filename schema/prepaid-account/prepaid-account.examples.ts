import { type MutationExample } from '../noun-proofs'

/** With what the contract tests try the mutations of prepaid accounts. */
export const prepaidAccountExamples: Readonly<Record<string, MutationExample>> = {
  withdrawPrepaid: {
    target: 'PrepaidAccount',
    field: 'accountId',
    needs: [{ action: 'withdraw' }],
    concerns: 'organisation_id',
    minimal: ({ id }) => ({ accountId: `PrepaidAccount:${id}`, amount: '1.00' }),
    other: (input) => ({ ...input, amount: '2.00' }),
  },
}
