import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, OneToMany, PrimaryGeneratedColumn, Unique } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Searched } from '../../src/read/schema/annotations'
import { choice, day, flag, instant, nullable, optional, text } from '../columns'
import { Membership, MembershipConnection } from '../membership/membership.entity'
import { Partnership } from '../partnership/partnership.entity'
import { Product } from '../product/product.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { Session } from '../session/session.entity'
import { CookieChoice } from '../staff/cookie-choice'
import { StaffRole } from '../staff/staff-role'
import { SupportVisit } from '../staff/support-visit.entity'

/** A person who signs in, and may belong to many Organisations. */
@ObjectType({ implements: Node, description: 'A person who signs in.' })
@Entity('users')
@Searched(['name', 'email'])
@Index('users_by_name', ['nameKey', 'id'])
@Unique('users_email', ['email'])
export class User extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => String, nullable('First and last name.'))
  @Searchable(text(200))
  name: string

  /** INVARIANT: lower case, so that one person cannot sign up twice by the case of a letter. */
  @Field(() => String, nullable('The e-mail address to sign in with.'))
  @Searchable(text(254))
  email: string

  @Field(() => String, nullable('The language of the interface and of e-mails: "en", "fr-CH".'))
  @Column(text(16))
  locale: string

  @Field(() => Boolean, nullable('Whether signing in takes a second step.'))
  @Column(flag)
  twoFactor: boolean

  @Column(text(255))
  passwordHash: string

  /** Sealed with a key derived from the secret of the installation. */
  @Column(optional(text(255)))
  totpSecret: string | null

  /** What this person does for the provider; null for everybody else. */
  @Column(optional(choice(StaffRole)))
  staffRole: StaffRole | null

  /** Null until it was asked. */
  @Column(optional(choice(CookieChoice)))
  cookieChoice: CookieChoice | null

  /** The day the account was erased: what is left is a pseudonym, for the records that must be kept. */
  @Column(optional(day))
  erasedOn: string | null

  /** A secret shown and not confirmed by a code yet; sealed, as the one in force is. */
  @Column(optional(text(255)))
  totpPending: string | null

  /** Which terms and conditions were accepted at sign-up. */
  @Column(optional(text(32)))
  termsVersion: string | null

  @Column(optional(instant))
  termsAcceptedAt: Date | null

  @Column(instant)
  createdAt: Date

  @Field(() => MembershipConnection, nullable('The Organisations this person belongs to.'))
  @OneToMany(() => Membership, (membership) => membership.user)
  memberships: Membership[]

  @OneToMany(() => Session, (session) => session.user)
  sessions: Session[]

  /** In the rights check, the owner of such a product sees whose profile manages it. */
  @OneToMany(() => Product, (product) => product.managedBy)
  managedProducts: Product[]

  /** Whoever has an invitation to answer knows by name who sent it. */
  @OneToMany(() => Partnership, (partnership) => partnership.invitedBy)
  sentInvitations: Partnership[]

  @OneToMany(() => SupportVisit, (visit) => visit.staff)
  supportVisits: SupportVisit[]
}

export const UserConnection = Connection(() => User, 'User')
