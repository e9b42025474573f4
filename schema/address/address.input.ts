import { Field, InputType } from 'type-graphql'

@InputType({ description: 'A postal address, whole: it replaces the one before.' })
export class AddressInput {
  @Field(() => String, { description: 'Street and number, or a post office box; at most 200 characters.' })
  street: string

  @Field(() => String, {
    nullable: true,
    description: 'Postal code, where the country has them; at most 16 characters.',
  })
  postalCode?: string | null

  @Field(() => String, { description: 'City or town; at most 120 characters.' })
  city: string

  @Field(() => String, { description: 'ISO 3166 country code, two letters.' })
  country: string
}
