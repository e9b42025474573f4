import { Field, ID, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/data/text-key'
import { Address } from '../address/address'
import { flag, text } from '../columns'
import { nullable } from '../nullable'
import { Organisation } from './organisation.entity'

/** An address the invoices of an Organisation can be sent to. */
@ObjectType({ description: 'An address that invoices can be sent to.' })
@Entity('billing_addresses')
@Index('billing_addresses_of_organisation', ['organisation'])
export class BillingAddress {
  @Field(() => ID, { description: 'For `updateOrganisation`.' })
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Organisation, (organisation) => organisation.billingAddresses, { nullable: false })
  organisation: Relation<Organisation>

  @Field(() => String, nullable('What the Organisation calls it.'))
  @Searchable(text(120))
  label: string

  @Field(() => String, nullable('Who receives the invoices there.'))
  @Searchable(text(200))
  recipient: string

  @Field(() => Address, nullable('Where the invoices go.'))
  @Column(() => Address, { prefix: 'address' })
  address: Address

  @Field(() => Boolean, nullable('Whether it is used unless another one is chosen.'))
  @Column(flag)
  isDefault: boolean
}
