import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  Info,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { type WriteContext } from '../../src/write/operation'
import { ChangeKind } from '../change/change-kind'
import { type PlannedRead, ReadList } from '../relay/read-query'
import { Payload } from '../user-error/user-error'
import { NotificationSettings, NotificationSettingsConnection } from './notification-settings.entity'
import { updateNotificationSettings } from './update-notification-settings'

@InputType({ description: 'Which mails you want. What is left out stays as it is.' })
export class UpdateNotificationSettingsInput {
  @Field(() => [ChangeKind], {
    nullable: true,
    description: 'The kinds of changes of which you want no mail; none of them: you get all.',
  })
  muted?: ChangeKind[] | null

  @Field(() => [Int], {
    nullable: true,
    description:
      'How many days before a renewal is due you are reminded: some of 14, 7 and 1, or none; of what renews itself also 30.',
  })
  reminderDays?: number[] | null
}

@ObjectType({ simpleResolvers: false, description: 'The result of choosing which mails you want.' })
class NotificationSettingsPayload extends Payload {
  @Field(() => NotificationSettings, { nullable: true, description: 'What counts from now on.' })
  notificationSettings(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class NotificationSettingsResolver {
  @ReadList(
    () => NotificationSettingsConnection,
    'Which mails you want; empty until you choose: then you get all of them.',
  )
  readonly notificationSettings: PlannedRead

  @Extensions(work({ locked: 1 }))
  @Mutation(() => NotificationSettingsPayload, {
    description: 'Chooses of which changes you get mails, and how early you are reminded of renewals.',
  })
  async updateNotificationSettings(
    @Arg('input', () => UpdateNotificationSettingsInput) input: UpdateNotificationSettingsInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NotificationSettingsPayload> {
    return new NotificationSettingsPayload(await context.write(info, updateNotificationSettings, input))
  }
}
