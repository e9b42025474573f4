import { Ctx, Extensions, Field, ObjectType, Query, Resolver } from 'type-graphql'
import { work } from '../../src/read/price-list'
import { type CustomQueryContext, type CustomQuery } from '../../src/write/custom-query'

@ObjectType({ description: 'A rule of the policies.' })
class ReviewedRule {
  @Field(() => String, { description: 'Its stable name: `invoice/billed-organisation`.' })
  id: string

  @Field(() => String, { description: '`permit` or `forbid`; a forbid beats every permit.' })
  effect: string

  @Field(() => [String], { description: '`read`, or what it lets be done.' })
  actions: readonly string[]

  @Field(() => [String], { description: 'For `read`, the fields, groups written out.' })
  fields: readonly string[]

  @Field(() => [String], { description: 'The principal classes it applies to; one of them suffices.' })
  to: readonly string[]

  @Field(() => String, { description: 'The condition, facts and definitions written out.' })
  when: string

  @Field(() => String, { description: 'Why.' })
  because: string

  @Field(() => String, { nullable: true, description: 'Where it comes from.' })
  source: string | null
}

@ObjectType({ description: 'A type and its rules.' })
class ReviewedType {
  @Field(() => String, { description: 'The name of the type.' })
  type: string

  @Field(() => [String], { description: 'What can be done with it besides `read`.' })
  actions: readonly string[]

  @Field(() => [ReviewedRule], { description: 'Its rules; their order means nothing.' })
  rules: readonly ReviewedRule[]
}

@ObjectType({ description: 'A class of principals.' })
class ReviewedClass {
  @Field(() => String, { description: 'As rules name it.' })
  name: string

  @Field(() => String, { description: 'Who that is.' })
  means: string

  @Field(() => String, { description: 'The condition on the principal.' })
  when: string
}

@ObjectType({ description: 'The policies in force, as they answer queries.' })
class ReviewedPolicies {
  @Field(() => String, { description: 'Moves with what the policies mean, not with how they are written.' })
  version: string

  @Field(() => [ReviewedClass], { description: 'The principal classes.' })
  classes: readonly ReviewedClass[]

  @Field(() => [ReviewedType], { description: 'The types that policies decide.' })
  types: readonly ReviewedType[]
}

@Resolver()
export class PolicyReviewResolver {
  @Extensions(work({}))
  @Query(() => ReviewedPolicies, {
    nullable: true,
    description: 'The policies in force, for those of the provider who review them; null for everybody else.',
  })
  policies(@Ctx() context: CustomQueryContext): Promise<ReviewedPolicies | null> {
    return context.inspect(reviewPolicies, {})
  }
}

/** The compiled rules, for who reviews them. INVARIANT: rules only; no row of any client is read. */
const reviewPolicies: CustomQuery<object, ReviewedPolicies> = {
  name: 'policies',
  find: async (tx) => {
    const { user } = tx.principal
    if (user === null || !(await tx.may('reviewPolicies', 'User', user.id))) return null
    return Object.assign(new ReviewedPolicies(), tx.policies())
  },
}
