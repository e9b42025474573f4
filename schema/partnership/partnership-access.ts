import { registerEnumType } from 'type-graphql'

/** How much of the client a partnership covers. */
export enum PartnershipAccess {
  LIMITED = 'LIMITED',
  FULL = 'FULL',
}

registerEnumType(PartnershipAccess, {
  name: 'PartnershipAccess',
  description: 'How much of the client a partnership covers.',
  valuesConfig: {
    LIMITED: { description: 'Exactly the granted products.' },
    FULL: { description: 'The whole client Organisation, later products included.' },
  },
})
