import { Ctx, Extensions, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import type { InspectContext } from '../../src/write/inspect-context'
import { reviewPolicies } from './review-policies'
import { ReviewedPolicies } from './reviewed-policies'

@Resolver()
export class PolicyReviewResolver {
  @Extensions(work({}))
  @Query(() => ReviewedPolicies, {
    nullable: true,
    description: 'The policies in force, for those of the provider who review them; null for everybody else.',
  })
  policies(@Ctx() context: InspectContext): Promise<ReviewedPolicies | null> {
    return context.inspect(reviewPolicies, {})
  }
}
