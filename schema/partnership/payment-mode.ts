import { registerEnumType } from 'type-graphql'

/** Who settles what the Partner orders for the client. */
export enum PaymentMode {
  CLIENT_PAYS = 'CLIENT_PAYS',
  PARTNER_PAYS = 'PARTNER_PAYS',
}

registerEnumType(PaymentMode, {
  name: 'PaymentMode',
  description: 'Who settles what the Partner orders for the client.',
  valuesConfig: {
    CLIENT_PAYS: { description: 'The client, at the public price.' },
    PARTNER_PAYS: { description: 'The Partner, at the reseller price.' },
  },
})
