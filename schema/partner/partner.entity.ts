import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, JoinColumn, OneToMany, OneToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/data/text-key'
import { CashbackEntryConnection } from '../cashback-entry/cashback-entry.connection'
import { CashbackEntry } from '../cashback-entry/cashback-entry.entity'
import { count, flag, optional, text } from '../columns'
import { nullable } from '../nullable'
import { Organisation } from '../organisation/organisation.entity'
import { PartnershipConnection } from '../partnership/partnership.connection'
import { Partnership } from '../partnership/partnership.entity'
import { Node } from '../relay/node'
import { PartnerRate } from './partner-rate.entity'

/** An Organisation that the provider lists as a reseller. INVARIANT: its id is that of its Organisation. */
@ObjectType({ implements: Node, description: 'An Organisation that the provider lists as a reseller.' })
@Entity('partners')
@Index('partners_by_name', ['listed', 'displayNameKey', 'id'])
export class Partner extends Node {
  @PrimaryColumn(count)
  override id: number

  @Field(() => Organisation, nullable('The Organisation behind this entry.'))
  @OneToOne(() => Organisation, (organisation) => organisation.partner, { nullable: false })
  @JoinColumn({ name: 'id' })
  organisation: Relation<Organisation>

  @Field(() => String, nullable('The name in the directory.'))
  @Searchable(text(200))
  displayName: string

  @Field(() => String, nullable('Where to read more about this Partner.'))
  @Column(optional(text(500)))
  website: string | null

  /** For finding the Partner in the directory only, and as a whole: parts of it would spell it out. */
  @Column(text(254))
  email: string

  @Field(() => String, nullable('The level reached in the partner programme.'))
  @Column(text(32))
  level: string

  @Column(flag)
  listed: boolean

  @Field(() => PartnershipConnection, nullable('The clients under management, by their partnerships.'))
  @OneToMany(() => Partnership, (partnership) => partnership.partner)
  clients: Partnership[]

  @Field(() => CashbackEntryConnection, nullable('What this Partner earned on orders of clients.'))
  @OneToMany(() => CashbackEntry, (entry) => entry.partner)
  cashback: CashbackEntry[]

  @Field(() => [PartnerRate], nullable('Discount and cashback by category of product.'))
  @OneToMany(() => PartnerRate, (rate) => rate.partner)
  rates: PartnerRate[]
}
