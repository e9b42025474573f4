import { Field, ID, InputType } from 'type-graphql'
import { ContactInput } from '../contact/contact.input'

const idempotencyKey = {
  nullable: true,
  description: 'The same key and input again give the same answer, and nothing is done twice.',
}

@InputType({ description: 'A product, and the Organisation that receives it.' })
export class TransferProductInput {
  @Field(() => ID, { description: 'A product of the Organisation you act in.' })
  productId: string

  @Field(() => ID, { description: 'Another Organisation of which you are owner or administrator.' })
  organisationId: string

  @Field(() => String, idempotencyKey)
  idempotencyKey?: string | null
}

@InputType({ description: 'A product, and in whose name it shall stand.' })
export class ChangeHolderInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string

  @Field(() => ContactInput, { description: 'The new holder.' })
  holder: ContactInput

  @Field(() => String, idempotencyKey)
  idempotencyKey?: string | null
}

@InputType({ description: 'What the current holder answers with.' })
export class HolderChangeLinkInput {
  @Field(() => String, { description: 'The secret of the link in the mail; good for one answer.' })
  token: string
}

@InputType({ description: 'What is to be changed of a product.' })
export class UpdateProductInput {
  @Field(() => ID, { description: 'A product whose billing you may see.' })
  productId: string

  @Field(() => Boolean, { description: 'Whether it renews itself, at the cost of who pays it.' })
  autoRenew: boolean
}
