import { registerEnumType } from 'type-graphql'

/** What an order is for. */
export enum OrderKind {
  PURCHASE = 'PURCHASE',
  RENEWAL = 'RENEWAL',
}

registerEnumType(OrderKind, {
  name: 'OrderKind',
  description: 'What an order is for.',
  valuesConfig: {
    PURCHASE: { description: 'A new service.' },
    RENEWAL: { description: 'Another period of a service.' },
  },
})
