import { type MutationExample } from '../noun-proofs'

/** With what the contract tests try the mutations of access requests. */
export const accessRequestExamples: Readonly<Record<string, MutationExample>> = {
  requestPartnership: {
    target: 'Organisation',
    field: null,
    needs: [{ action: 'requestAccess' }],
    concerns: 'id',
    minimal: () => ({ clientEmail: 'nobody@probe.example', clientName: 'Probe', access: 'LIMITED' }),
    other: (input) => ({ ...input, clientName: 'Andere' }),
    wrong: { clientEmail: 'nowhere' },
  },
  cancelAccessRequest: {
    target: 'AccessRequest',
    field: 'accessRequestId',
    needs: [{ action: 'cancel' }],
    concerns: 'partner_id',
    minimal: ({ id }) => ({ accessRequestId: `AccessRequest:${id}` }),
  },
}
