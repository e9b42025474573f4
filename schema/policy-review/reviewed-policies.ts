import { Field, ObjectType } from 'type-graphql'

@ObjectType({ description: 'A rule of the policies.' })
export class ReviewedRule {
  @Field(() => String, { description: 'Its stable name: `invoice/billed-organisation`.' })
  id: string

  @Field(() => String, { description: '`permit` or `forbid`; a forbid beats every permit.' })
  effect: string

  @Field(() => [String], { description: '`read`, or what it lets be done.' })
  actions: readonly string[]

  @Field(() => [String], { description: 'For `read`, the fields, groups written out.' })
  fields: readonly string[]

  @Field(() => [String], { description: 'The classes of who asks; one of them suffices.' })
  to: readonly string[]

  @Field(() => String, { description: 'The condition, facts and definitions written out.' })
  when: string

  @Field(() => String, { description: 'Why.' })
  because: string

  @Field(() => String, { nullable: true, description: 'Where it comes from.' })
  source: string | null
}

@ObjectType({ description: 'A type and its rules.' })
export class ReviewedType {
  @Field(() => String, { description: 'The name of the type.' })
  type: string

  @Field(() => [String], { description: 'What can be done with it besides `read`.' })
  actions: readonly string[]

  @Field(() => [ReviewedRule], { description: 'Its rules; their order means nothing.' })
  rules: readonly ReviewedRule[]
}

@ObjectType({ description: 'A class of who asks.' })
export class ReviewedClass {
  @Field(() => String, { description: 'As rules name it.' })
  name: string

  @Field(() => String, { description: 'Who that is.' })
  means: string

  @Field(() => String, { description: 'The condition over who asks.' })
  when: string
}

@ObjectType({ description: 'The policies in force, as they answer queries.' })
export class ReviewedPolicies {
  @Field(() => String, { description: 'Moves with what the policies mean, not with how they are written.' })
  version: string

  @Field(() => [ReviewedClass], { description: 'The classes of who asks.' })
  classes: readonly ReviewedClass[]

  @Field(() => [ReviewedType], { description: 'The types that policies decide.' })
  types: readonly ReviewedType[]
}
