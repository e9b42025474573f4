import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'Tells Organisations of a breach: all of them, or none where one is unknown.' })
export class SendBreachNoticeInput {
  @Field(() => [ID], { description: 'The Organisations concerned, at most 500.' })
  concernedOrganisations: string[]

  @Field(() => String, { description: 'What it is about, in a line of at most 200 characters.' })
  subject: string

  @Field(() => String, {
    description: 'What happened, what it means for them and what is done, in at most 10,000 characters.',
  })
  message: string
}
