import { Field, ObjectType } from 'type-graphql'
import { Address } from '../address/address'
import { OrganisationKind } from '../organisation/organisation-kind'
import { DateTimeScalar } from '../scalars'

@ObjectType({ description: 'What a holder who followed the link sees of the own record.' })
export class HolderRecord {
  @Field(() => String, { description: 'The name in which the product stands.' })
  name: string

  @Field(() => OrganisationKind, { description: 'A private person, a company or an association.' })
  kind: OrganisationKind

  @Field(() => String, { description: 'Where the mail with the link went.' })
  email: string

  @Field(() => String, { nullable: true, description: 'The telephone number.' })
  phone: string | null

  @Field(() => Address, { nullable: true, description: 'The address registered with the product.' })
  address: Address
}

/** A holder need not be a user: the link proves who asks, and shows no more than this. */
@ObjectType({ description: 'A change of holder that waits for the answer of the current one.' })
export class HolderChangeByLink {
  @Field(() => String, { description: 'What the product is called.' })
  productName: string

  @Field(() => HolderRecord, { description: 'Your own record: in whose name it stands.' })
  holder: HolderRecord

  @Field(() => String, { description: 'In whose name it would stand.' })
  newHolderName: string

  @Field(() => DateTimeScalar, {
    description: 'Until when you may answer. After that, everything stays as it is.',
  })
  expiresAt: Date
}
