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
import { closeSupportVisit, openSupportVisit } from './support-visit'
import { SupportVisit, SupportVisitConnection } from './support-visit.entity'

@InputType({
  description:
    'Opens a visit at the Organisation that the client named: by its id, or by an address of its owner.',
})
export class OpenSupportVisitInput {
  @Field(() => ID, { nullable: true, description: 'The id of the Organisation, as the client gave it.' })
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

@ObjectType({ simpleResolvers: false, description: 'The result of a visit of the support.' })
class SupportVisitPayload extends Payload {
  @Field(() => SupportVisit, { nullable: true, description: 'The visit as it is now.' })
  supportVisit(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class SupportVisitResolver {
  @ReadOne(() => SupportVisit, 'One visit of the support.')
  readonly supportVisit: PlannedRead

  @ReadList(
    () => SupportVisitConnection,
    'When the provider’s support looked at your Organisation; for the support, its own visits.',
  )
  readonly supportVisits: PlannedRead

  @Extensions(asks('User', 'openSupportVisit'))
  @Extensions(work({ mails: 4, locked: 2 }))
  @Mutation(() => SupportVisitPayload, {
    description:
      'As support, looks at an Organisation for two hours, read-only. The Organisation sees it, with the reason.',
  })
  async openSupportVisit(
    @Arg('input', () => OpenSupportVisitInput) input: OpenSupportVisitInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SupportVisitPayload> {
    return new SupportVisitPayload(await context.write(info, openSupportVisit, input))
  }

  @Extensions(asks('SupportVisit', 'close'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => SupportVisitPayload, {
    description: 'As support, ends a visit of one’s own before its time.',
  })
  async closeSupportVisit(
    @Arg('input', () => SupportVisitInput) input: SupportVisitInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SupportVisitPayload> {
    return new SupportVisitPayload(await context.write(info, closeSupportVisit, input))
  }
}
