import { Field, InputType } from 'type-graphql'
import { AddressInput } from '../address/address.input'
import { OrganisationKind } from '../organisation/organisation-kind'

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
