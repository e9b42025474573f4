import { registerEnumType } from 'type-graphql'

/** Why the balance moved. */
export enum MovementKind {
  TOP_UP = 'TOP_UP',
  PAYMENT = 'PAYMENT',
  CASHBACK = 'CASHBACK',
  WITHDRAWAL = 'WITHDRAWAL',
  REFUND = 'REFUND',
}

registerEnumType(MovementKind, {
  name: 'MovementKind',
  description: 'Why the balance moved.',
  valuesConfig: {
    TOP_UP: { description: 'Money paid in.' },
    PAYMENT: { description: 'An invoice paid from the account.' },
    CASHBACK: { description: 'Cashback credited.' },
    WITHDRAWAL: { description: 'Money paid out.' },
    REFUND: { description: 'An invoice given back.' },
  },
})
