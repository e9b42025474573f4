import { Field, ID, InputType } from 'type-graphql'

@InputType({
  description:
    'Opens a visit at the Organisation that the client named: by its id, or by an address of its owner.',
})
export class OpenSupportVisitInput {
  @Field(() => ID, { nullable: true, description: 'The id of the Organisation, as the client told it.' })
  visitedOrganisation?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Instead of the id: the e-mail address of an owner of exactly one Organisation.',
  })
  ownerEmail?: string | null

  @Field(() => String, { description: 'Why, in 10 to 500 characters. The client reads it.' })
  reason: string
}

@InputType({ description: 'A visit of one’s own.' })
export class SupportVisitInput {
  @Field(() => ID, { description: 'A visit you opened.' })
  supportVisitId: string
}
