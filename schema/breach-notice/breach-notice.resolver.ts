import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { BreachNotice, BreachNoticeConnection } from './breach-notice.entity'
import { MOST_ORGANISATIONS, sendBreachNotice } from './send-breach-notice'

@InputType({ description: 'Tells Organisations of a breach: all of them, or none where one is unknown.' })
export class SendBreachNoticeInput {
  @Field(() => [ID], { description: `The Organisations concerned, at most ${MOST_ORGANISATIONS}.` })
  concernedOrganisations: string[]

  @Field(() => String, { description: 'What it is about, in a line of at most 200 characters.' })
  subject: string

  @Field(() => String, {
    description: 'What happened, what it means for them and what is done, in at most 10,000 characters.',
  })
  message: string
}

@ObjectType({ simpleResolvers: false, description: 'The result of notifying Organisations of a breach.' })
class BreachNoticesPayload extends Payload {
  @Field(() => [BreachNotice], { nullable: true, description: 'What was sent, an Organisation each.' })
  breachNotices(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class BreachNoticeResolver {
  @ReadOne(() => BreachNotice, 'One notice of a breach.')
  readonly breachNotice: PlannedRead

  @ReadList(
    () => BreachNoticeConnection,
    'What your Organisation was told of breaches; for compliance, what was sent.',
  )
  readonly breachNotices: PlannedRead

  @Extensions(asks('User', 'sendBreachNotice'))
  @Extensions(work({ mails: 2, locked: 1, each: { mails: 1, locked: 1 } }))
  @Mutation(() => BreachNoticesPayload, {
    description: 'As compliance, tells Organisations of a breach. Their owners are mailed.',
  })
  async sendBreachNotice(
    @Arg('input', () => SendBreachNoticeInput) input: SendBreachNoticeInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BreachNoticesPayload> {
    return new BreachNoticesPayload(await context.write(info, sendBreachNotice, input))
  }
}
