import { Field, ID, InputType } from 'type-graphql'
import { PartnershipAccess } from '../partnership/partnership-access'
import { PaymentMode } from '../partnership/payment-mode'

@InputType({
  description: 'Asks a client for access. The answer is the same whoever the address belongs to.',
})
export class RequestPartnershipInput {
  @Field(() => String, { description: 'The e-mail address of the legal representative of the client.' })
  clientEmail: string

  @Field(() => String, { description: 'The name of the client, in your own words.' })
  clientName: string

  @Field(() => PartnershipAccess, { description: 'Limited: the client picks the products.' })
  access: PartnershipAccess

  @Field(() => PaymentMode, { nullable: true, description: 'With full access only, and then needed.' })
  paymentMode?: PaymentMode | null

  @Field(() => String, { nullable: true, description: 'The same key and input give the same result.' })
  idempotencyKey?: string | null
}

@InputType({ description: 'A request for access.' })
export class AccessRequestInput {
  @Field(() => ID, { description: 'A request of your own.' })
  accessRequestId: string
}
