import { Field, Int, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm'
import { Change } from '../change/change.entity'
import { count, instant, longText, nullable, optional, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/**
 * An address of an Organisation to which changes are sent. It acts as whoever made it, within its scopes and that person's
 * rights of the moment: it gets what an API token of theirs with these scopes would see.
 */
@ObjectType({ implements: Node, description: 'An address to which changes are sent.' })
@Entity('webhooks')
@Index('webhooks_of_organisation', ['organisation', 'id'])
@Index('webhooks_by_creator', ['createdBy'])
export class Webhook extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('The Organisation it is for.'))
  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  @Field(() => User, nullable('Who made it, and with whose rights it reads.'))
  @ManyToOne(() => User, { nullable: false })
  createdBy: Relation<User>

  @Field(() => String, nullable('Where it is sent.'))
  @Column(text(500))
  url: string

  /** With spaces between them. */
  @Field(() => [String], nullable('What it is limited to; `scopes` says what each means.'))
  @Column(longText)
  scopes: string

  /** With spaces between them; empty: all. */
  @Field(() => [String], nullable('The kinds of changes it gets; empty: all that it may see.'))
  @Column(longText)
  kinds: string

  /** Sealed. INVARIANT: shown once, to whoever made it. */
  @Column(text(255))
  secret: string

  @Field(() => DateTimeScalar, nullable('When it was made.'))
  @Column(instant)
  createdAt: Date

  @Field(() => DateTimeScalar, nullable('Since when nothing has arrived there; null: all is well.'))
  @Column(optional(instant))
  failingSince: Date | null

  @Field(() => DateTimeScalar, nullable('When it was disabled; nothing is sent any more.'))
  @Column(optional(instant))
  disabledAt: Date | null

  /** INVARIANT: a removed one is of no use for ever; its deliveries stay as a record of what left. */
  @Column(optional(instant))
  removedAt: Date | null

  @OneToMany(() => WebhookDelivery, (delivery) => delivery.webhook)
  @Field(() => WebhookDeliveryConnection, nullable('What was sent, and whether it arrived.'))
  deliveries: WebhookDelivery[]
}

/** One change on its way to a webhook. What it says is read when it is sent, by what the webhook may see then. */
@ObjectType({ implements: Node, description: 'One change on its way to a webhook.' })
@Entity('webhook_deliveries')
@Unique('webhook_deliveries_once', ['webhook', 'change'])
@Index('webhook_deliveries_due', ['nextAttemptAt', 'id'])
@Index('webhook_deliveries_of_change', ['change'])
export class WebhookDelivery extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Webhook, nullable('Which webhook.'))
  @ManyToOne(() => Webhook, (webhook) => webhook.deliveries, { nullable: false })
  webhook: Relation<Webhook>

  @Field(() => Change, nullable('What it tells, if you see it.'))
  @ManyToOne(() => Change, { nullable: false })
  change: Relation<Change>

  @Field(() => DateTimeScalar, nullable('When it was made.'))
  @Column(instant)
  createdAt: Date

  @Field(() => Int, nullable('How often it was tried.'))
  @Column({ ...count, default: 0 })
  attempts: number

  @Field(() => DateTimeScalar, nullable('When it is tried next; null: not any more.'))
  @Column(optional(instant))
  nextAttemptAt: Date | null

  @Field(() => DateTimeScalar, nullable('When it arrived.'))
  @Column(optional(instant))
  deliveredAt: Date | null

  @Field(() => DateTimeScalar, nullable('When it was given up.'))
  @Column(optional(instant))
  failedAt: Date | null

  @Field(
    () => String,
    nullable('The outcome of the last attempt: the status of the answer, or why there was none.'),
  )
  @Column(optional(text(64)))
  outcome: string | null
}

export const WebhookDeliveryConnection = Connection(() => WebhookDelivery, 'WebhookDelivery')
export const WebhookConnection = Connection(() => Webhook, 'Webhook')
