import { Field, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { CashbackEntry, CashbackEntryConnection } from '../cashback-entry/cashback-entry.entity'
import { choice, count, country, flag, nullable, optional, tenThousandths, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Partnership, PartnershipConnection } from '../partnership/partnership.entity'
import { ProductCategory } from '../product/product-status'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DecimalScalar } from '../scalars'

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

  @Field(() => String, nullable('What this Partner does, in its own words.'))
  @Column(optional(text(2000)))
  description: string | null

  @Field(() => String, nullable('The address of its logo: https.'))
  @Column(optional(text(500)))
  logoUrl: string | null

  @Field(() => String, nullable('Where it works, ISO 3166.'))
  @Column(optional(country))
  country: string | null

  /** With spaces between them, sorted. */
  @Field(() => [String], nullable('The languages in which it serves clients: `de`, `fr`.'))
  @Column(optional(text(200)))
  languages: string | null

  @Field(() => String, nullable('The e-mail address for clients, published by the Partner.'))
  @Column(optional(text(254)))
  contactEmail: string | null

  @Field(() => String, nullable('The telephone number for clients, published by the Partner.'))
  @Column(optional(text(40)))
  contactPhone: string | null

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

/** The conditions a Partner enjoys for one category of product. */
@ObjectType({ description: 'The conditions of a Partner for one category of product.' })
@Entity('partner_rates')
@Unique('partner_rates_partner_category', ['partner', 'category'])
export class PartnerRate {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Partner, (partner) => partner.rates, { nullable: false })
  partner: Relation<Partner>

  @Field(() => ProductCategory, nullable('The category the conditions are for.'))
  @Column(choice(ProductCategory))
  category: ProductCategory

  @Field(() => DecimalScalar, nullable('The part of the public price taken off: "0.4" is 40 %.'))
  @Column(tenThousandths)
  discountRate: number

  @Field(() => DecimalScalar, nullable('The part of the public price credited when the client pays.'))
  @Column(tenThousandths)
  cashbackRate: number
}

export const PartnerConnection = Connection(() => Partner, 'Partner')
