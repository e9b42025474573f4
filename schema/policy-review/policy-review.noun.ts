import { noun } from '../noun'
import { PolicyReviewResolver } from './policy-review.resolver'

export const policyReview = noun({
  name: 'policy-review',
  resolvers: [PolicyReviewResolver],
})
