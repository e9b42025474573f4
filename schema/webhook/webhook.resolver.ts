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
import { ChangeKind } from '../change/change-kind'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { Payload } from '../user-error/user-error'
import { createWebhook, removeWebhook, resendWebhookDelivery, resumeWebhook } from './manage-webhooks'
import { Webhook, WebhookConnection, WebhookDelivery } from './webhook.entity'

@InputType({ description: 'An address to which the Organisation you act in wants changes sent.' })
export class CreateWebhookInput {
  @Field(() => String, { description: 'An https address on the internet.' })
  url: string

  @Field(() => [String], {
    description: 'What it may see, out of `scopes`, and never more than you; at least one.',
  })
  scopes: string[]

  @Field(() => [ChangeKind], {
    nullable: true,
    description: 'Which changes it gets; without any, all that it may see.',
  })
  kinds?: ChangeKind[] | null

  @Field(() => String, { description: 'Your account password, once more.' })
  password: string

  @Field(() => String, {
    nullable: true,
    description: 'A code of the authenticator, or a recovery code, where two-step verification is on.',
  })
  code?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again give the same result, without the secret.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'A webhook of your Organisation.' })
export class WebhookInput {
  @Field(() => ID, { description: 'Which one.' })
  webhookId: string
}

@InputType({ description: 'Something that was, or should have been, sent to a webhook.' })
export class WebhookDeliveryInput {
  @Field(() => ID, { description: 'Which one.' })
  webhookDeliveryId: string
}

@ObjectType({ simpleResolvers: false, description: 'The result of making or changing a webhook.' })
class WebhookPayload extends Payload {
  @Field(() => Webhook, { nullable: true, description: 'The webhook as it is now; null once it is removed.' })
  webhook(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => String, {
    nullable: true,
    description:
      'What its messages are signed with, to be copied now: it is shown this once. Null where nothing was made, and for a repeated request.',
  })
  secret(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of sending something to a webhook again.' })
class WebhookDeliveryPayload extends Payload {
  @Field(() => WebhookDelivery, { nullable: true, description: 'The delivery, on its way again.' })
  webhookDelivery(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class WebhookResolver {
  @ReadOne(() => Webhook, 'One webhook of your Organisation.')
  readonly webhook: PlannedRead

  @ReadList(() => WebhookConnection, 'The addresses to which your Organisation wants changes sent.')
  readonly webhooks: PlannedRead

  @Extensions(asks('Organisation', 'manageWebhooks'))
  @Extensions(work({ passwords: 1, locked: 2 }))
  @Mutation(() => WebhookPayload, {
    description:
      'Sends changes to an address, as signed messages (Standard Webhooks), as far as you and its scopes may see at that moment.',
  })
  async createWebhook(
    @Arg('input', () => CreateWebhookInput) input: CreateWebhookInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WebhookPayload> {
    return new WebhookPayload(await context.write(info, createWebhook, input))
  }

  @Extensions(asks('Webhook', 'remove'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => WebhookPayload, { description: 'Removes a webhook for good.' })
  async removeWebhook(
    @Arg('input', () => WebhookInput) input: WebhookInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WebhookPayload> {
    return new WebhookPayload(await context.write(info, removeWebhook, input))
  }

  @Extensions(asks('Webhook', 'resume'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => WebhookPayload, { description: 'Sends to a disabled webhook again, from now on.' })
  async resumeWebhook(
    @Arg('input', () => WebhookInput) input: WebhookInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WebhookPayload> {
    return new WebhookPayload(await context.write(info, resumeWebhook, input))
  }

  @Extensions(asks('WebhookDelivery', 'resend'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => WebhookDeliveryPayload, {
    description: 'Sends something to a webhook once more, with the same id as before.',
  })
  async resendWebhookDelivery(
    @Arg('input', () => WebhookDeliveryInput) input: WebhookDeliveryInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WebhookDeliveryPayload> {
    return new WebhookDeliveryPayload(await context.write(info, resendWebhookDelivery, input))
  }
}
