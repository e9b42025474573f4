import { Field, Int, ObjectType } from 'type-graphql'
import { Column } from 'typeorm'
import { choice, count, optional } from '../columns'
import { nullable } from '../nullable'
import { PartnershipAccess } from './partnership-access'
import { PaymentMode } from './payment-mode'

/** The terms of a mandate at one moment of its history, stored in the columns of the event. */
@ObjectType({ description: 'The terms of a mandate at one moment.' })
export class PartnershipTerms {
  @Field(() => PartnershipAccess, nullable('The granted products only, or the whole client.'))
  @Column(optional(choice(PartnershipAccess)))
  access: PartnershipAccess | null

  @Field(() => PaymentMode, nullable('Who settled the orders of the Partner; with full access only.'))
  @Column(optional(choice(PaymentMode)))
  paymentMode: PaymentMode | null

  @Field(() => Int, nullable('How many products were granted; with limited access only.'))
  @Column(optional(count))
  productCount: number | null
}
