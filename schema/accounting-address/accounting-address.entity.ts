import { Field, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm'
import { digest, instant, nullable, optional, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/**
 * Where an Organisation wants its invoices and credit notes as PDF, beside the people who see them.
 * INVARIANT: nothing is sent to an address before somebody who reads its mailbox has confirmed it.
 */
@ObjectType({ implements: Node, description: 'Where an Organisation wants its invoices sent.' })
@Entity('accounting_addresses')
@Unique('accounting_addresses_of_organisation', ['organisation'])
@Unique('accounting_addresses_token', ['tokenHash'])
@Index('accounting_addresses_by_asker', ['askedBy'])
export class AccountingAddress extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('Whose invoices go there.'))
  @OneToOne(() => Organisation, { nullable: false })
  @JoinColumn()
  organisation: Relation<Organisation>

  @Field(() => String, nullable('The confirmed address, to which they are sent; null: to none yet.'))
  @Column(optional(text(254)))
  email: string | null

  @Field(() => String, nullable('An address that has not been confirmed yet.'))
  @Column(optional(text(254)))
  pendingEmail: string | null

  @Column(optional(digest))
  tokenHash: string | null

  @Field(() => DateTimeScalar, nullable('Until when the new address can be confirmed.'))
  @Column(optional(instant))
  expiresAt: Date | null

  @Field(() => DateTimeScalar, nullable('When the address was confirmed.'))
  @Column(optional(instant))
  confirmedAt: Date | null

  /** In whose language mails to the address are written. */
  @ManyToOne(() => User, { nullable: false })
  askedBy: Relation<User>
}

export const AccountingAddressConnection = Connection(() => AccountingAddress, 'AccountingAddress')
