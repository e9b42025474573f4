import { noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { BreachNotice } from './breach-notice.entity'
import { breachNoticeReasons } from './breach-notice.reasons'
import { BreachNoticeResolver } from './breach-notice.resolver'
import { breachNoticeMails } from './breach-notice.mails'

export const breachNotice = noun({
  name: 'breach-notice',
  entities: [BreachNotice],
  resolvers: [BreachNoticeResolver],
  reasons: breachNoticeReasons,
  mails: breachNoticeMails,
  personReferences: [
    {
      at: 'breach_notices.sent_by_id',
      exported: shared('breach-notices-sent', {
        type: 'BreachNotice',
        fields: 'organisationName subject message sentAt',
      }),
      erasure: 'kept',
    },
  ],
  provenElsewhere: { sendBreachNotice: 'asked by staff who act in no Organisation; test/staff proves it' },
})
