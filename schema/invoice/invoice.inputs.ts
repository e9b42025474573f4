import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'An invoice to be paid from the prepaid account of the Organisation it bills.' })
export class PayInvoiceInput {
  @Field(() => ID, { description: 'The invoice: all that is due of it is paid.' })
  invoiceId: string

  @Field(() => String, { nullable: true, description: 'Makes a repeated request answer as the first did.' })
  idempotencyKey?: string | null
}
