import { noun } from '../noun'
import { Movement, PrepaidAccount } from './prepaid-account.entity'
import { prepaidAccountExamples } from './prepaid-account.examples'
import { prepaidAccountReasons } from './prepaid-account.reasons'
import { PrepaidAccountResolver } from './prepaid-account.resolver'

export const prepaidAccount = noun({
  name: 'prepaid-account',
  entities: [PrepaidAccount, Movement],
  resolvers: [PrepaidAccountResolver],
  reasons: prepaidAccountReasons,
  examples: prepaidAccountExamples,
})
