import { Field, ObjectType } from 'type-graphql'

/** What whoever asks may do with one object: how a caller tells "withheld" from "empty". */
@ObjectType({ description: 'What you may read of this object and do with it.' })
export class Access {
  @Field(() => [String], { description: 'The fields of this object that you may read.' })
  readable: string[]

  @Field(() => [String], { description: 'The actions on this object that you are allowed.' })
  can: string[]
}
