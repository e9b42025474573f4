import { Field, ObjectType } from 'type-graphql'
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
import { Searched } from '../../src/query/searched'
import { Searchable } from '../../src/data/text-key'
import { Via } from '../../src/query/via'
import { choice, count, digest, flag, instant, optional, text } from '../columns'
import { Role } from '../membership/role'
import { nullable } from '../nullable'
import { OrganisationConnection } from '../organisation/organisation.connection'
import { Organisation } from '../organisation/organisation.entity'
import { ProductConnection } from '../product/product.connection'
import { Product } from '../product/product.entity'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'
import { MemberInvitationClient } from './member-invitation-client.entity'
import { MemberInvitationProduct } from './member-invitation-product.entity'
import { MemberInvitationStatus } from './member-invitation-status'

/**
 * Somebody invited into an Organisation, known by an e-mail address alone.
 * INVARIANT: nothing here tells whether the address has an account.
 */
@ObjectType({ implements: Node, description: 'A person invited into an Organisation.' })
@Entity('member_invitations')
@Searched(['email'])
@Unique('member_invitations_token', ['tokenHash'])
@Index('member_invitations_by_organisation', ['organisation', 'status', 'email'])
@Index('member_invitations_by_inviter', ['invitedBy'])
@Index('member_invitations_by_answerer', ['answeredBy'])
@Index('member_invitations_by_expiry', ['status', 'expiresAt'])
export class MemberInvitation extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('Into which Organisation.'))
  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  /** INVARIANT: lower case, as addresses of users are. */
  @Field(() => String, nullable('Where the invitation went.'))
  @Searchable(text(254))
  email: string

  @Field(() => Role, nullable('What the person would be there.'))
  @Column(choice(Role))
  role: Role

  @Field(() => Boolean, nullable('Whether, as a collaborator, the person would see billing.'))
  @Column(flag)
  accounting: boolean

  @Field(() => MemberInvitationStatus, nullable('Where it stands.'))
  @Column(choice(MemberInvitationStatus))
  status: MemberInvitationStatus

  @Field(() => User, nullable('Who invited.'))
  @ManyToOne(() => User, { nullable: false })
  invitedBy: Relation<User>

  @Field(() => DateTimeScalar, nullable('When it was made.'))
  @Column(instant)
  invitedAt: Date

  @Field(() => DateTimeScalar, nullable('Until when it can be answered.'))
  @Column(instant)
  expiresAt: Date

  @Field(() => DateTimeScalar, nullable('When it was answered, taken back or expired.'))
  @Column(optional(instant))
  closedAt: Date | null

  /** Who accepted or refused it, whose address `email` was then known to be. */
  @ManyToOne(() => User, { nullable: true })
  answeredBy: Relation<User> | null

  @Column(optional(digest))
  tokenHash: string | null

  @Column(count)
  timesSent: number

  @OneToMany(() => MemberInvitationProduct, (one) => one.invitation)
  products: MemberInvitationProduct[]

  @OneToMany(() => MemberInvitationClient, (one) => one.invitation)
  clients: MemberInvitationClient[]

  @Field(() => ProductConnection, nullable('The products the person would be granted.'))
  @Via('products', 'product')
  grantedProducts: Product[]

  @Field(() => OrganisationConnection, nullable('The clients of a Partner the person would be granted.'))
  @Via('clients', 'client')
  grantedClients: Organisation[]
}
