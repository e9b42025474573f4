import { registerEnumType } from 'type-graphql'

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
