import { noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { BillingAddress, PaymentMeans, TermsAcceptance } from './organisation-details.entity'
import { Organisation } from './organisation.entity'
import { organisationExamples } from './organisation.examples'
import { organisationReasons } from './organisation.reasons'
import { OrganisationResolver } from './organisation.resolver'
import { vatCheckJob } from './vat-check'
import { VatCheck } from './vat-check.entity'

export const organisation = noun({
  name: 'organisation',
  entities: [Organisation, BillingAddress, PaymentMeans, TermsAcceptance, VatCheck],
  resolvers: [OrganisationResolver],
  jobs: ({ dependencies, register }) =>
    register === undefined ? [] : [vatCheckJob({ dependencies, register })],
  reasons: organisationReasons,
  personReferences: [
    {
      at: 'terms_acceptances.user_id',
      exported: own('terms-accepted', 'organisation_id', 'version', 'accepted_at'),
      erasure: 'kept',
    },
  ],
  examples: organisationExamples,
  provenElsewhere: { createOrganisation: 'is for whoever is signed in; test/accounts proves it' },
  repeatable: ['createOrganisation'],
  saidByCallers: {
    'BillingAddressInput.id': 'says which of the own addresses is kept; others are not found',
    'CreateOrganisationInput.organisation': 'what the new Organisation is called; not an id',
    'UpdateOrganisationInput.organisationId': 'the target, decided by the policy',
  },
})
