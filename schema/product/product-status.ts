import { registerEnumType } from 'type-graphql'

/** Where a service stands. */
export enum ProductStatus {
  ACTIVE = 'ACTIVE',
  EXPIRING = 'EXPIRING',
  SUSPENDED = 'SUSPENDED',
  ENDED = 'ENDED',
}

registerEnumType(ProductStatus, {
  name: 'ProductStatus',
  description: 'Where a service stands.',
  valuesConfig: {
    ACTIVE: { description: 'Running.' },
    EXPIRING: { description: 'Running, due soon.' },
    SUSPENDED: { description: 'Stopped until it is paid.' },
    ENDED: { description: 'Gone.' },
  },
})
