import { noun } from '../noun'
import { RateLimitRow } from './rate-limit.entity'

export const rateLimit = noun({
  name: 'rate-limit',
  entities: [RateLimitRow],
})
