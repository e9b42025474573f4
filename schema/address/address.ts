import { Field, ObjectType } from 'type-graphql'
import { Column } from 'typeorm'
import { country, optional, text } from '../columns'
import { nullable } from '../nullable'

/** A postal address, stored in the columns of the row it belongs to. */
@ObjectType({ description: 'A postal address.' })
export class Address {
  @Field(() => String, nullable('Street and number, or a post office box.'))
  @Column(optional(text(200)))
  street: string | null

  @Field(() => String, nullable('Postal code, as the country writes it.'))
  @Column(optional(text(16)))
  postalCode: string | null

  @Field(() => String, nullable('City or town.'))
  @Column(optional(text(120)))
  city: string | null

  @Field(() => String, nullable('ISO 3166 country code.'))
  @Column(optional(country))
  country: string | null
}
