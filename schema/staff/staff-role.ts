import { registerEnumType } from 'type-graphql'

/** What somebody does for the provider. Whoever has one acts as staff where they act in no Organisation. */
export enum StaffRole {
  SUPPORT = 'SUPPORT',
  COMPLIANCE = 'COMPLIANCE',
  POLICY_REVIEWER = 'POLICY_REVIEWER',
}

registerEnumType(StaffRole, {
  name: 'StaffRole',
  description: 'What somebody does for the provider.',
  valuesConfig: {
    SUPPORT: {
      description: 'Helps clients, and looks at an Organisation only during a visit with a reason.',
    },
    COMPLIANCE: { description: 'Reads reports of irregularities, and tells Organisations of breaches.' },
    POLICY_REVIEWER: { description: 'Reads the policies, and nothing of any client.' },
  },
})
