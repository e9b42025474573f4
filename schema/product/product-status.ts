import { registerEnumType } from 'type-graphql'
import { daysAfter } from './product-days'

/** The kind of service. */
export enum ProductCategory {
  DOMAIN = 'DOMAIN',
  WEB_HOSTING = 'WEB_HOSTING',
  MAIL = 'MAIL',
  DRIVE = 'DRIVE',
  CLOUD_SERVER = 'CLOUD_SERVER',
  STREAMING = 'STREAMING',
  EVENT = 'EVENT',
  NEWSLETTER = 'NEWSLETTER',
}

registerEnumType(ProductCategory, {
  name: 'ProductCategory',
  description: 'The kind of service.',
  valuesConfig: {
    DOMAIN: { description: 'A domain name.' },
    WEB_HOSTING: { description: 'Web hosting.' },
    MAIL: { description: 'Mailboxes.' },
    DRIVE: { description: 'File storage.' },
    CLOUD_SERVER: { description: 'A cloud server.' },
    STREAMING: { description: 'Audio or video streaming.' },
    EVENT: { description: 'Event ticketing.' },
    NEWSLETTER: { description: 'A newsletter.' },
  },
})

/** The status of a service. */
export enum ProductStatus {
  ACTIVE = 'ACTIVE',
  EXPIRING = 'EXPIRING',
  SUSPENDED = 'SUSPENDED',
  ENDED = 'ENDED',
}

registerEnumType(ProductStatus, {
  name: 'ProductStatus',
  description: 'The status of a service.',
  valuesConfig: {
    ACTIVE: { description: 'Running.' },
    EXPIRING: { description: 'Running, due soon.' },
    SUSPENDED: { description: 'Stopped until it is paid.' },
    ENDED: { description: 'Gone.' },
  },
})

/** How many days before its due date a service counts as due soon. */
export const EXPIRING_DAYS = 30

/** The status of a service that is paid until its due date. A service without due date is active. */
export function statusUntil(expiresOn: string | null, today: string): ProductStatus {
  if (expiresOn === null) return ProductStatus.ACTIVE
  if (expiresOn < today) return ProductStatus.SUSPENDED
  return expiresOn <= daysAfter(today, EXPIRING_DAYS) ? ProductStatus.EXPIRING : ProductStatus.ACTIVE
}
