import { registerEnumType } from 'type-graphql'

/** How an Organisation can pay. */
export enum PaymentMeansKind {
  CARD = 'CARD',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
  BANK_TRANSFER = 'BANK_TRANSFER',
}

registerEnumType(PaymentMeansKind, {
  name: 'PaymentMeansKind',
  description: 'How an Organisation can pay.',
  valuesConfig: {
    CARD: { description: 'A payment card.' },
    DIRECT_DEBIT: { description: 'A direct debit mandate.' },
    BANK_TRANSFER: { description: 'A transfer on invoice.' },
  },
})
