import { Field, ID, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { SearchableBy } from '../../src/platform/database/text-key'
import { Reference, Searched, Via } from '../../src/read/schema/annotations'
import { choice, flag, instant, nullable } from '../columns'
import { Organisation, OrganisationConnection } from '../organisation/organisation.entity'
import { Product, ProductConnection } from '../product/product.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { User } from '../user/user.entity'
import { Role } from './role'

/** A User in an Organisation, with a role and what was granted beside it. */
@ObjectType({ implements: Node, description: 'A person in an Organisation, with a role.' })
@Entity('memberships')
@Searched(['user.name', 'user.email'])
@Unique('memberships_user_organisation', ['user', 'organisation'])
@Index('memberships_by_user', ['user', 'organisation', 'role'])
@Index('memberships_by_organisation', ['organisation', 'role', 'user'])
export class Membership extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => User, nullable('Who belongs to the Organisation.'))
  @ManyToOne(() => User, (user) => user.memberships, { nullable: false })
  user: Relation<User>

  @Field(() => Organisation, nullable('The Organisation belonged to.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.memberships, { nullable: false })
  organisation: Relation<Organisation>

  /** WHY beside `organisation`: that row is hidden while another Organisation is acted in. */
  @Field(() => ID, nullable('The id of the Organisation, for `switchOrganisation`.'))
  @Reference('organisation')
  organisationId: string

  @Field(() => String, nullable('The name of the Organisation, for choosing where to act.'))
  @VirtualColumn({
    type: 'varchar',
    query: (alias) => `SELECT o.name FROM organisations o WHERE o.id = ${alias}.organisation_id`,
  })
  @SearchableBy((alias) => `SELECT o.name_key FROM organisations o WHERE o.id = ${alias}.organisation_id`)
  organisationName: string

  @Field(() => Role, nullable('What this person is there.'))
  @Column(choice(Role))
  role: Role

  @Field(() => Boolean, nullable('Whether a collaborator may see billing.'))
  @Column(flag)
  accounting: boolean

  @Field(
    () => Boolean,
    nullable('Whether a Partner is found in the directory by the e-mail address of this person.'),
  )
  @Column({ ...flag, default: false })
  inDirectory: boolean

  @Column(instant)
  createdAt: Date

  @ManyToOne(() => User, { nullable: true })
  invitedBy: Relation<User> | null

  @OneToMany(() => ProductGrant, (grant) => grant.membership)
  grants: ProductGrant[]

  @OneToMany(() => ClientGrant, (grant) => grant.membership)
  clientGrants: ClientGrant[]

  @Field(() => ProductConnection, nullable('The products granted to this person.'))
  @Via('grants', 'product')
  grantedProducts: Product[]

  @Field(() => OrganisationConnection, nullable('The clients of a Partner granted to this person.'))
  @Via('clientGrants', 'client')
  grantedClients: Organisation[]
}

/** A client that one of a Partner's people may work for. */
@Entity('client_grants')
@Unique('client_grants_membership_client', ['membership', 'client'])
@Index('client_grants_by_client', ['client', 'membership'])
export class ClientGrant {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Membership, (membership) => membership.clientGrants, { nullable: false })
  membership: Relation<Membership>

  @ManyToOne(() => Organisation, (organisation) => organisation.clientGrants, { nullable: false })
  client: Relation<Organisation>

  @ManyToOne(() => User, { nullable: false })
  grantedBy: Relation<User>

  @Column(instant)
  grantedAt: Date
}

/** A product that a collaborator or an external person may work on. */
@Entity('product_grants')
@Unique('product_grants_membership_product', ['membership', 'product'])
@Index('product_grants_by_product', ['product', 'membership'])
export class ProductGrant {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Membership, (membership) => membership.grants, { nullable: false })
  membership: Relation<Membership>

  @ManyToOne(() => Product, (product) => product.grants, { nullable: false })
  product: Relation<Product>

  /** An external person sees no colleague but those who granted. */
  @ManyToOne(() => User, { nullable: false })
  grantedBy: Relation<User>

  @Column(instant)
  grantedAt: Date
}

export const MembershipConnection = Connection(() => Membership, 'Membership')
