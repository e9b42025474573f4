import { Field, ObjectType } from 'type-graphql'
import { DateScalar } from '../scalars'
import { IrregularityAuthor } from './irregularity-author'

@ObjectType({ description: 'One message about an irregularity.' })
export class IrregularityThreadMessage {
  @Field(() => IrregularityAuthor, { description: 'Who wrote it.' })
  author: IrregularityAuthor

  @Field(() => String, { description: 'What they wrote.' })
  text: string

  @Field(() => DateScalar, { description: 'The day they wrote it; the hour is not kept.' })
  writtenOn: string
}

/** What the holder of the receipt and compliance see alike; nobody else sees any of it. */
@ObjectType({ description: 'A reported irregularity and what was written about it.' })
export class IrregularityThread {
  @Field(() => DateScalar, { description: 'The day it was reported.' })
  receivedOn: string

  @Field(() => [IrregularityThreadMessage], { description: 'All messages, the first one first.' })
  messages: IrregularityThreadMessage[]
}
