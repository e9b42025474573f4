import { Field, ID, InputType } from 'type-graphql'
import { DecimalScalar } from '../scalars'
import { PartnershipAccess, PaymentMode } from './partnership-terms'

const KEY = 'The same key and input give the same result.'
const PRODUCTS = 'With limited access: the products it covers, at least one.'
const MODE = 'With full access: who settles what the Partner orders.'

@InputType({ description: 'An offer of a mandate to a Partner of the directory.' })
export class InvitePartnerInput {
  @Field(() => ID, { nullable: true, description: 'The inviting Organisation; by default the acting one.' })
  organisationId?: string | null

  @Field(() => ID, { description: 'A Partner of the directory.' })
  partnerId: string

  @Field(() => PartnershipAccess, { description: 'Single products, or the whole Organisation.' })
  access: PartnershipAccess

  @Field(() => [ID], { nullable: true, description: PRODUCTS })
  productIds?: string[] | null

  @Field(() => PaymentMode, { nullable: true, description: MODE })
  paymentMode?: PaymentMode | null

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null
}

@InputType({ description: 'A partnership.' })
export class PartnershipInput {
  @Field(() => ID, { description: 'An invitation that is not answered yet.' })
  partnershipId: string
}

@InputType({
  description:
    'An answer to an invitation, by its id or by the token of the mail; or, from the client, to what a Partner has ' +
    'asked for, on the same terms or on others.',
})
export class AnswerInvitationInput {
  @Field(() => ID, { nullable: true, description: 'Either this or the token.' })
  partnershipId?: string | null

  @Field(() => String, { nullable: true, description: 'Out of the link in the mail. Works once.' })
  token?: string | null

  @Field(() => PartnershipAccess, {
    nullable: true,
    description: 'Only to grant a request: the access given; by default the requested one.',
  })
  access?: PartnershipAccess | null

  @Field(() => [ID], { nullable: true, description: 'Granting limited access only: the products it covers.' })
  productIds?: string[] | null

  @Field(() => PaymentMode, {
    nullable: true,
    description: 'Only to grant full access: the payment mode; by default the requested one.',
  })
  paymentMode?: PaymentMode | null
}

@InputType({ description: 'What a mandate in force gives from now on.' })
export class ChangePartnershipAccessInput {
  @Field(() => ID, { description: 'A mandate in force.' })
  partnershipId: string

  @Field(() => PartnershipAccess, { description: 'Single products, or the whole Organisation.' })
  access: PartnershipAccess

  @Field(() => [ID], { nullable: true, description: PRODUCTS })
  productIds?: string[] | null

  @Field(() => PaymentMode, { nullable: true, description: MODE })
  paymentMode?: PaymentMode | null
}

@InputType({ description: 'Who settles from now on what the Partner orders.' })
export class ChangePaymentModeInput {
  @Field(() => ID, { description: 'A mandate with full access.' })
  partnershipId: string

  @Field(() => PaymentMode, { description: 'Who pays from now on.' })
  paymentMode: PaymentMode
}

@InputType({ description: 'How much a Partner may order at your cost before you are asked.' })
export class SetOrderLimitsInput {
  @Field(() => ID, { description: 'A mandate with full access.' })
  partnershipId: string

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'For one order, excluding VAT, in your currency: "500.00". Null: no limit.',
  })
  perOrder?: string | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'For all orders of a calendar month, excluding VAT, in your currency. Null: no limit.',
  })
  perMonth?: string | null
}

@InputType({ description: 'The end of a mandate.' })
export class EndPartnershipInput {
  @Field(() => ID, { description: 'A mandate in force.' })
  partnershipId: string

  @Field(() => String, { description: 'Your account password, once more.' })
  password: string
}
