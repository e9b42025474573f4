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
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { Payload } from '../user-error/user-error'
import { answerOrderApproval, withdrawOrderApproval } from './answer-approval'
import { OrderApproval, OrderApprovalConnection } from './order-approval.entity'

const idempotencyKey = {
  nullable: true,
  description: 'The same key and input again give the same answer, and nothing is done twice.',
}

@InputType({ description: 'What a Partner would order, and whether you agree.' })
export class AnswerOrderApprovalInput {
  @Field(() => ID, { description: 'What waits.' })
  approvalId: string

  @Field(() => Boolean, { description: 'Whether it is ordered.' })
  accept: boolean

  @Field(() => String, idempotencyKey)
  idempotencyKey?: string | null
}

@InputType({ description: 'What is taken back before it was answered.' })
export class WithdrawOrderApprovalInput {
  @Field(() => ID, { description: 'What waits.' })
  approvalId: string
}

@ObjectType({ simpleResolvers: false, description: 'The result of an answer.' })
class OrderApprovalPayload extends Payload {
  @Field(() => OrderApproval, { nullable: true, description: 'What was answered or taken back.' })
  approval(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class OrderApprovalResolver {
  @ReadOne(() => OrderApproval, 'One order that waits for approval, or did.')
  readonly orderApproval: PlannedRead

  @ReadList(() => OrderApprovalConnection, 'The orders that wait for approval, or did.')
  readonly orderApprovals: PlannedRead

  @Extensions(asks('OrderApproval', 'answer'))
  @Extensions(work({ mails: 4, locked: 8, each: { locked: 3 } }))
  @Mutation(() => OrderApprovalPayload, {
    description:
      'Agrees to what a Partner would order at your cost, which is then ordered, or does not. Owners only.',
  })
  async answerOrderApproval(
    @Arg('input', () => AnswerOrderApprovalInput) input: AnswerOrderApprovalInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderApprovalPayload> {
    return new OrderApprovalPayload(await context.write(info, answerOrderApproval, input))
  }

  @Extensions(asks('OrderApproval', 'withdraw'))
  @Extensions(work({ locked: 3 }))
  @Mutation(() => OrderApprovalPayload, { description: 'Takes back what waits for an owner of your client.' })
  async withdrawOrderApproval(
    @Arg('input', () => WithdrawOrderApprovalInput) input: WithdrawOrderApprovalInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderApprovalPayload> {
    return new OrderApprovalPayload(await context.write(info, withdrawOrderApproval, input))
  }
}
