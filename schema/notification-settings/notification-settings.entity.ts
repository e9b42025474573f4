import { Field, Int, ObjectType } from 'type-graphql'
import { Column, Entity, JoinColumn, OneToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { longText, nullable, text } from '../columns'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { User } from '../user/user.entity'

/** Which mails a person wants. Without a row: all of them, and reminders two weeks, a week and a day ahead. */
@ObjectType({ implements: Node, description: 'Which mails you want.' })
@Entity('notification_settings')
@Unique('notification_settings_of_user', ['user'])
export class NotificationSettings extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @OneToOne(() => User, { nullable: false })
  @JoinColumn()
  user: Relation<User>

  /** With spaces between them. */
  @Field(() => [String], nullable('The kinds of changes, out of `ChangeKind`, of which you get no mail.'))
  @Column(longText)
  muted: string

  /** With spaces between them. */
  @Field(() => [Int], nullable('How many days before a renewal is due you are reminded.'))
  @Column(text(40))
  reminderDays: string
}

export const NotificationSettingsConnection = Connection(() => NotificationSettings, 'NotificationSettings')
