import { type MutationExample } from '../noun-proofs'

const address = { street: 'Gasse 1', postalCode: '3000', city: 'Bern', country: 'CH' }

/** With what the contract tests try the mutations of Organisations. */
export const organisationExamples: Readonly<Record<string, MutationExample>> = {
  updateOrganisation: {
    target: 'Organisation',
    field: 'organisationId',
    needs: [{ action: 'update' }],
    references: {
      'billingAddresses.id': {
        type: 'BillingAddress',
        put: (input, id) => {
          const said = { recipient: 'Nele Probe', address }
          return {
            ...input,
            termsAccepted: true,
            billingAddresses: [
              { ...said, label: 'Eine', isDefault: true },
              { ...said, label: 'Andere', isDefault: false, id },
            ],
          }
        },
      },
    },
    concerns: 'id',
    minimal: ({ id }) => ({ organisationId: `Organisation:${id}`, name: 'Ganz neu' }),
  },
}
