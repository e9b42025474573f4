import { type MutationExample } from '../noun-proofs'

/** With what the contract tests try the mutations of orders. */
export const orderExamples: Readonly<Record<string, MutationExample>> = {
  placeOrder: {
    target: 'Organisation',
    field: 'organisationId',
    needs: [{ action: 'placeOrder' }],
    concerns: 'id',
    minimal: ({ id }) => ({
      organisationId: `Organisation:${id}`,
      lines: [{ category: 'MAIL', name: 'Probe', years: 1 }],
    }),
    other: (input) => ({ ...input, lines: [{ category: 'MAIL', name: 'Probe', years: 2 }] }),
  },
}
