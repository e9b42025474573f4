import { Field, ID, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { Ordered } from '../../src/read/schema/annotations'
import { CashbackEntry } from '../cashback-entry/cashback-entry.entity'
import { count, instant, nullable, optional, text } from '../columns'
import { ApiToken } from '../credentials/credentials.entity'
import { Invoice } from '../invoice/invoice.entity'
import { IrregularityReport } from '../irregularity/irregularity.entity'
import { MemberInvitation } from '../member-invitation/member-invitation.entity'
import { Order } from '../order/order.entity'
import { Organisation } from '../organisation/organisation.entity'
import { Partnership } from '../partnership/partnership.entity'
import { Product } from '../product/product.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { SubProcessor } from '../sub-processor/sub-processor.entity'
import { User } from '../user/user.entity'
import { ChangeKind } from './change-kind'

/** Of each relation to what can change: the type at its end. One of them is set. */
export const subjects = {
  order: 'Order',
  invoice: 'Invoice',
  cashbackEntry: 'CashbackEntry',
  product: 'Product',
  partnership: 'Partnership',
  memberInvitation: 'MemberInvitation',
  apiToken: 'ApiToken',
  irregularityReport: 'IrregularityReport',
  subProcessor: 'SubProcessor',
} as const

export type SubjectRelation = keyof typeof subjects

/** The column that holds the key of such a relation. */
export function columnOf(relation: SubjectRelation): string {
  return `${relation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_id`
}

const subjectSql = (alias: string): string =>
  `CASE ${Object.entries(subjects)
    .map(([relation, type]) => {
      // The keys of the object above.
      const key = `${alias}.${columnOf(relation as SubjectRelation)}`
      return `WHEN ${key} IS NOT NULL THEN CONCAT('${type}:', ${key})`
    })
    .join(' ')} END`

/**
 * Something that happened to a row, written in the transaction that did it. Mails, the feed and webhooks follow from it
 * afterwards, each read under the rights of its reader.
 * INVARIANT: it holds no value of the row, only which row it is: nothing in it can show what the row hides.
 */
@ObjectType({ implements: Node, description: 'Something that happened to something you may see.' })
@Entity('changes')
@Ordered('position')
@Unique('changes_position', ['position'])
@Index('changes_not_followed_up', ['followedUpAt', 'id'])
@Index('changes_of_organisation', ['organisation', 'position'])
@Index('changes_of_counterpart', ['counterpart', 'position'])
@Index('changes_by_order', ['order'])
@Index('changes_by_invoice', ['invoice'])
@Index('changes_by_cashback_entry', ['cashbackEntry'])
@Index('changes_by_product', ['product'])
@Index('changes_by_partnership', ['partnership'])
@Index('changes_by_member_invitation', ['memberInvitation'])
@Index('changes_by_api_token', ['apiToken'])
@Index('changes_by_irregularity_report', ['irregularityReport'])
@Index('changes_by_sub_processor', ['subProcessor'])
@Index('changes_for_user', ['forUser'])
export class Change extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => DateTimeScalar, nullable('When it happened.'))
  @Column({ ...instant, name: 'happened_at' })
  at: Date

  @Field(() => ChangeKind, nullable('What happened.'))
  @Column(text(40))
  kind: ChangeKind

  /**
   * Its place in the feed, given after the commit. WHY not the id: a transaction that began earlier may end later, and a reader
   * who has passed its id would never see it.
   */
  @Column(optional(count))
  position: number | null

  /**
   * Whose people and webhooks learn of it: the Organisation it concerns, and the other side.
   * WHY without a foreign key: a server would lock the other side's row, which nobody has locked in its order.
   */
  @ManyToOne(() => Organisation, { nullable: true, createForeignKeyConstraints: false })
  organisation: Relation<Organisation> | null

  @ManyToOne(() => Organisation, { nullable: true, createForeignKeyConstraints: false })
  counterpart: Relation<Organisation> | null

  /** Whom alone it is for: the owner of a token. */
  @ManyToOne(() => User, { nullable: true })
  forUser: Relation<User> | null

  /** What tells it from others of the same row: the number of a credit note. Never shown. */
  @Column(optional(text(40)))
  mark: string | null

  /** Of one that every owner gets a mail of: the membership up to which they have it. */
  @Column(optional(count))
  reached: number | null

  /** How often that failed. */
  @Column({ ...count, default: 0 })
  attempts: number

  /** When mails and deliveries were made of it. */
  @Column(optional(instant))
  followedUpAt: Date | null

  @Field(() => ID, nullable('What it happened to, as `node` takes it.'))
  @VirtualColumn({ type: 'varchar', query: subjectSql })
  subject: string | null

  @Field(() => Order, nullable('The order, where it is one.'))
  @ManyToOne(() => Order, { nullable: true })
  order: Relation<Order> | null

  @Field(() => Invoice, nullable('The invoice, where it is one.'))
  @ManyToOne(() => Invoice, { nullable: true })
  invoice: Relation<Invoice> | null

  @Field(() => CashbackEntry, nullable('The cashback, where it is some.'))
  @ManyToOne(() => CashbackEntry, { nullable: true })
  cashbackEntry: Relation<CashbackEntry> | null

  @Field(() => Product, nullable('The product, where it is one.'))
  @ManyToOne(() => Product, { nullable: true })
  product: Relation<Product> | null

  @Field(() => Partnership, nullable('The partnership, where it is one.'))
  @ManyToOne(() => Partnership, { nullable: true })
  partnership: Relation<Partnership> | null

  @Field(() => MemberInvitation, nullable('The invitation of a person, where it is one.'))
  @ManyToOne(() => MemberInvitation, { nullable: true })
  memberInvitation: Relation<MemberInvitation> | null

  @Field(() => ApiToken, nullable('The API token, where it is one.'))
  @ManyToOne(() => ApiToken, { nullable: true })
  apiToken: Relation<ApiToken> | null

  @Field(() => IrregularityReport, nullable('The report of an irregularity, where it is one.'))
  @ManyToOne(() => IrregularityReport, { nullable: true })
  irregularityReport: Relation<IrregularityReport> | null

  @Field(() => SubProcessor, nullable('Who may handle personal data, where it is about them.'))
  @ManyToOne(() => SubProcessor, { nullable: true })
  subProcessor: Relation<SubProcessor> | null
}

export const ChangeConnection = Connection(() => Change, 'Change')
