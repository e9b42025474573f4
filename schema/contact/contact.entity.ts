import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm'
import { Searchable } from '../../src/data/text-key'
import { Address } from '../address/address'
import { choice, optional, text } from '../columns'
import { nullable } from '../nullable'
import { OrganisationKind } from '../organisation/organisation-kind'
import { Product } from '../product/product.entity'

/** A person or company in whose name products stand; need not be a user at all. */
@ObjectType({ description: 'A person or company in whose name products stand.' })
@Entity('contacts')
export class Contact {
  @PrimaryGeneratedColumn()
  id: number

  @Field(() => String, nullable('The name in which the product stands.'))
  @Searchable(text(200))
  name: string

  @Field(() => OrganisationKind, nullable('A private person, a company or an association.'))
  @Column(choice(OrganisationKind))
  kind: OrganisationKind

  @Field(() => String, nullable('Where changes of holder are confirmed.'))
  @Searchable(text(254))
  email: string

  @Field(() => String, nullable('The telephone number of the holder.'))
  @Column(optional(text(40)))
  phone: string | null

  @Field(() => Address, nullable('The address registered with the product.'))
  @Column(() => Address, { prefix: 'address' })
  address: Address

  @OneToMany(() => Product, (product) => product.holder)
  products: Product[]
}
