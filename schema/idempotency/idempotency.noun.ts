import { HOUR, noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { forgetOldKeys } from './forget-old-keys'
import { IdempotencyKey } from './idempotency-key.entity'

export const idempotency = noun({
  name: 'idempotency',
  entities: [IdempotencyKey],
  jobs: ({ dependencies }) => [
    {
      name: 'idempotency-keys',
      every: 6 * HOUR,
      means: 'Forgets what repeated requests came to after thirty days.',
      run: (now) => forgetOldKeys(dependencies, now),
    },
  ],
  personReferences: [
    {
      at: 'idempotency_keys.user_id',
      exported: own('repeated-requests', 'organisation_id', 'request_key', 'created_at'),
      erasure: 'deleted',
    },
  ],
})
