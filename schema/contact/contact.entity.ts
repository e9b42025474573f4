import { Field, InputType, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Address, AddressInput, addressOf } from '../address/address'
import { choice, nullable, optional, text } from '../columns'
import { Organisation, OrganisationKind } from '../organisation/organisation.entity'
import { Product } from '../product/product.entity'
import { emailOf, lineOf, phoneOf } from './contact-texts'

/** A person or company in whose name products are registered; need not be a User. */
@ObjectType({ description: 'A person or company in whose name products stand.' })
@Entity('contacts')
@Index('contacts_by_organisation', ['organisation'])
export class Contact {
  @PrimaryGeneratedColumn()
  id: number

  @Field(() => String, nullable('The name in which the product is registered.'))
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

  /** The Organisation itself, where a product stands in its name because nobody else was named. */
  @ManyToOne(() => Organisation, { nullable: true })
  organisation: Relation<Organisation> | null

  @OneToMany(() => Product, (product) => product.holder)
  products: Product[]
}

@InputType({ description: 'The person or company in whose name a product shall stand.' })
export class ContactInput {
  @Field(() => String, { description: 'The name; at most 200 characters.' })
  name: string

  @Field(() => OrganisationKind, { description: 'A private person, a company or an association.' })
  kind: OrganisationKind

  @Field(() => String, { description: 'Where later changes of holder are confirmed.' })
  email: string

  @Field(() => String, { nullable: true, description: 'A telephone number; at most 40 characters.' })
  phone?: string | null

  @Field(() => AddressInput, { description: 'The address registered with the product.' })
  address: AddressInput
}

/** The stored values of a holder. */
export type ContactRecord = Pick<Contact, 'name' | 'kind' | 'email' | 'phone' | 'address'>

/** A holder as it is stored; `field` is where the input has it. @throws Refusal, naming the part that is wrong. */
export function contactOf({ name, kind, email, phone, address }: ContactInput, field: string): ContactRecord {
  return {
    name: lineOf(name, { field: `${field}.name`, most: 200 }),
    kind,
    email: emailOf(email, `${field}.email`),
    phone: phoneOf(phone, `${field}.phone`),
    address: addressOf(address, `${field}.address`),
  }
}
