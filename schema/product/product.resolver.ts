import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { ContactInput } from '../contact/contact.entity'
import { DateTimeScalar } from '../scalars'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { answerPayerOffer, offerPayer } from './hand-back-payer'
import { Product, ProductConnection } from './product.entity'
import { updateProduct } from './update-product'

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

@InputType({ description: 'A product whose change of holder is taken back.' })
export class WithdrawHolderChangeInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string
}

@InputType({ description: 'What the current holder, or the owner, answers with.' })
export class HolderChangeLinkInput {
  @Field(() => String, { description: 'The secret of the link in the mail; good for one answer.' })
  token: string
}

@InputType({ description: 'What is to be changed of a product.' })
export class UpdateProductInput {
  @Field(() => ID, { description: 'A product whose billing you may see.' })
  productId: string

  @Field(() => Boolean, { description: 'Whether it renews itself, at the cost of its payer.' })
  autoRenew: boolean
}

@InputType({ description: 'A product whose renewals a Partner pays, and would not any more.' })
export class OfferPayerInput {
  @Field(() => ID, { description: 'A product of your client that you pay for.' })
  productId: string
}

@InputType({ description: 'A product, and whether the client pays its renewals from now on.' })
export class AnswerPayerOfferInput {
  @Field(() => ID, { description: 'A product of yours whose payer offers its role.' })
  productId: string

  @Field(() => Boolean, { description: 'Whether you pay from now on.' })
  accept: boolean
}

@ObjectType({ simpleResolvers: false, description: 'The result of a change of a product.' })
export class ProductPayload extends Payload {
  @Field(() => Product, {
    nullable: true,
    description:
      'The product as it is now, if you may see it in the Organisation you act in: a product given away is not.',
  })
  product(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when the current holder, or an owner of the client, may confirm the new one, by the link in their mail; null where nobody is asked.',
  })
  holderAnswersUntil(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class ProductResolver {
  @ReadOne(() => Product, 'One service.')
  readonly product: PlannedRead

  @ReadList(() => ProductConnection, 'The services you may see.')
  readonly products: PlannedRead

  @Extensions(asks('Product', 'update', 'autoRenew'))
  @Extensions(work({ locked: 3 }))
  @Mutation(() => ProductPayload, {
    description: 'Turns the automatic renewal of a service on or off: whoever pays for it decides.',
  })
  async updateProduct(
    @Arg('input', () => UpdateProductInput) input: UpdateProductInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    return new ProductPayload(await context.write(info, updateProduct, input))
  }

  @Extensions(asks('Product', 'offerPayer'))
  @Extensions(work({ mails: 3, locked: 3 }))
  @Mutation(() => ProductPayload, {
    description:
      'Offers the role of payer back to the client, which accepts or refuses; until then nothing changes.',
  })
  async offerPayer(
    @Arg('input', () => OfferPayerInput) input: OfferPayerInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    return new ProductPayload(await context.write(info, offerPayer, input))
  }

  @Extensions(asks('Product', 'answerPayerOffer'))
  @Extensions(work({ mails: 3, locked: 3 }))
  @Mutation(() => ProductPayload, {
    description:
      'Answers a Partner that offers its role of payer: whether your Organisation pays from now on.',
  })
  async answerPayerOffer(
    @Arg('input', () => AnswerPayerOfferInput) input: AnswerPayerOfferInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    return new ProductPayload(await context.write(info, answerPayerOffer, input))
  }
}
