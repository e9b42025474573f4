import type { Inspection } from '../../src/write/inspection'
import { ReviewedPolicies } from './reviewed-policies'

/** The compiled rules, for who reviews them. INVARIANT: rules only; no row of any client is read. */
export const reviewPolicies: Inspection<object, ReviewedPolicies> = {
  name: 'policies',
  find: async (tx) => {
    const { user } = tx.principal
    if (user === null || !(await tx.may('reviewPolicies', 'User', user.id))) return null
    return Object.assign(new ReviewedPolicies(), tx.policies())
  },
}
