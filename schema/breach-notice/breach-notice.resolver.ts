import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { BreachNoticeConnection } from './breach-notice.connection'
import { BreachNotice } from './breach-notice.entity'
import { SendBreachNoticeInput } from './breach-notice.inputs'
import { BreachNoticesPayload } from './breach-notice.payload'
import { sendBreachNotice } from './send-breach-notice'

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
