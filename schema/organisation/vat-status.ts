import { registerEnumType } from 'type-graphql'

/** Whether the VAT number may be relied upon. */
export enum VatStatus {
  NOT_APPLICABLE = 'NOT_APPLICABLE',
  UNVERIFIED = 'UNVERIFIED',
  VALID = 'VALID',
  INVALID = 'INVALID',
}

registerEnumType(VatStatus, {
  name: 'VatStatus',
  description: 'Whether the VAT number may be relied upon.',
  valuesConfig: {
    NOT_APPLICABLE: { description: 'No EU number applies.' },
    UNVERIFIED: { description: 'Given, not confirmed yet: VAT is charged.' },
    VALID: { description: 'Confirmed.' },
    INVALID: { description: 'Refused by the register.' },
  },
})
