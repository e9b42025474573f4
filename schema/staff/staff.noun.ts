import { noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { staffReasons } from './staff.reasons'
import { SupportVisit } from './support-visit.entity'
import { SupportVisitResolver } from './support-visit.resolver'
import { staffMails } from './staff.mails'

export const staff = noun({
  name: 'staff',
  entities: [SupportVisit],
  resolvers: [SupportVisitResolver],
  reasons: staffReasons,
  mails: staffMails,
  personReferences: [
    {
      at: 'support_visits.staff_id',
      exported: shared('support-visits', {
        type: 'SupportVisit',
        fields: 'organisation { id name } reason openedAt expiresAt closedAt',
      }),
      erasure: 'kept',
    },
  ],
  provenElsewhere: {
    openSupportVisit: 'asked by staff who act in no Organisation; test/staff proves it',
    closeSupportVisit: 'asked by staff who act in no Organisation; test/staff proves it',
  },
})
