import { Field, ObjectType, registerEnumType } from 'type-graphql'
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
import { Searchable } from '../../src/platform/database/text-key'
import { Searched, Via } from '../../src/read/schema/annotations'
import { choice, count, digest, flag, instant, nullable, optional, text } from '../columns'
import { Role } from '../membership/role'
import { Organisation, OrganisationConnection } from '../organisation/organisation.entity'
import { Product, ProductConnection } from '../product/product.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

export enum MemberInvitationStatus {
  PENDING = 'PENDING',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(MemberInvitationStatus, {
  name: 'MemberInvitationStatus',
  description: 'The status of an invitation of a person. All but the first are final.',
  valuesConfig: {
    PENDING: { description: 'Sent, and not answered yet.' },
    ACCEPTED: { description: 'The person has joined.' },
    REFUSED: { description: 'The person does not want to join.' },
    CANCELLED: { description: 'Taken back.' },
    EXPIRED: { description: 'Nobody answered in time.' },
  },
})

/**
 * A person invited into an Organisation, known only by an e-mail address.
 * INVARIANT: nothing here shows whether the address has an account.
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

  @Field(() => MemberInvitationStatus, nullable('Its status.'))
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

/** A client that somebody invited by a Partner would be granted. */
@Entity('member_invitation_clients')
@Unique('member_invitation_clients_once', ['invitation', 'client'])
@Index('member_invitation_clients_by_client', ['client'])
export class MemberInvitationClient {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => MemberInvitation, (invitation) => invitation.clients, { nullable: false })
  invitation: Relation<MemberInvitation>

  @ManyToOne(() => Organisation, { nullable: false })
  client: Relation<Organisation>
}

/** A product that somebody invited would be granted. */
@Entity('member_invitation_products')
@Unique('member_invitation_products_once', ['invitation', 'product'])
@Index('member_invitation_products_by_product', ['product'])
export class MemberInvitationProduct {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => MemberInvitation, (invitation) => invitation.products, { nullable: false })
  invitation: Relation<MemberInvitation>

  @ManyToOne(() => Product, { nullable: false })
  product: Relation<Product>
}

export const MemberInvitationConnection = Connection(() => MemberInvitation, 'MemberInvitation')
