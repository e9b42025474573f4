import { registerEnumType } from 'type-graphql'

/** What an Organisation is. */
export enum OrganisationKind {
  PRIVATE = 'PRIVATE',
  COMPANY = 'COMPANY',
  ASSOCIATION = 'ASSOCIATION',
}

registerEnumType(OrganisationKind, {
  name: 'OrganisationKind',
  description: 'What an Organisation is.',
  valuesConfig: {
    PRIVATE: { description: 'A private person.' },
    COMPANY: { description: 'A company.' },
    ASSOCIATION: { description: 'An association.' },
  },
})
