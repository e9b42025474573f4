import { noun } from '../noun'
import { JobLease } from './job-lease.entity'

export const job = noun({
  name: 'job',
  entities: [JobLease],
})
