import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Field, Info, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type LinkContext } from '../../src/write/custom-query'
import { type WriteContext } from '../../src/write/operation'
import { Payload } from '../user-error/user-error'
import {
  confirmHolderChange,
  HolderChangeByLink,
  holderChangeOfLink,
  refuseHolderChange,
  withdrawHolderChange,
} from './answer-holder-change'
import { changeHolder } from './change-holder'
import {
  ChangeHolderInput,
  HolderChangeLinkInput,
  ProductPayload,
  TransferProductInput,
  WithdrawHolderChangeInput,
} from './product.resolver'
import { transferProduct } from './transfer-product'

@ObjectType({ simpleResolvers: false, description: 'The result of the answer of a holder.' })
class HolderChangePayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description: 'What the product is called; null where nothing was done.',
  })
  productName(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

/** Where a product is installed, and in whose name it stands. */
@Resolver()
export class RightsResolver {
  @Extensions(work({}))
  @Query(() => HolderChangeByLink, {
    nullable: true,
    description:
      'The change of holder that a link opens, signed in or not; null where it is unknown, answered, void or late.',
  })
  holderChange(
    @Arg('token', () => String, { description: 'The secret of the link in the mail.' }) token: string,
    @Ctx() context: LinkContext,
  ): Promise<HolderChangeByLink | null> {
    return context.look(holderChangeOfLink, { token })
  }

  @Extensions(asks('Product', 'transfer'))
  @Extensions(work({ locked: 10 }))
  @Mutation(() => ProductPayload, {
    description:
      'Gives a product to another Organisation. By an owner or administrator of both sides, acting in the giving one. ' +
      'The holder stays; what Partners and members were granted on it goes, and the receiving side pays from now on.',
  })
  async transferProduct(
    @Arg('input', () => TransferProductInput) input: TransferProductInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    return new ProductPayload(await context.write(info, transferProduct, input))
  }

  @Extensions(asks('Product', 'changeHolder'))
  @Extensions(work({ mails: 3, locked: 3 }))
  @Mutation(() => ProductPayload, {
    description:
      'Names another holder. The current one confirms by a link within two days, else nothing changes. Where nobody outside ' +
      'holds it and a Partner asks, an owner of the client confirms; where the owner asks for what stands in the ' +
      'client’s own name, it counts at once. A later request takes the place of one that waits.',
  })
  async changeHolder(
    @Arg('input', () => ChangeHolderInput) input: ChangeHolderInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    return new ProductPayload(await context.write(info, changeHolder, input))
  }

  @Extensions(asks('Product', 'withdrawHolderChange'))
  @Extensions(work({ mails: 3, locked: 3 }))
  @Mutation(() => ProductPayload, {
    description: 'Takes back a change of holder that waits for its answer: by the client or by its Partner.',
  })
  async withdrawHolderChange(
    @Arg('input', () => WithdrawHolderChangeInput) input: WithdrawHolderChangeInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    return new ProductPayload(await context.write(info, withdrawHolderChange, input))
  }

  @Extensions(work({ mails: 3, locked: 3 }))
  @Mutation(() => HolderChangePayload, {
    description: 'The current holder agrees, by the link in their mail, signed in or not.',
  })
  async confirmHolderChange(
    @Arg('input', () => HolderChangeLinkInput) input: HolderChangeLinkInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HolderChangePayload> {
    return new HolderChangePayload(await context.write(info, confirmHolderChange, input))
  }

  @Extensions(work({ mails: 3, locked: 3 }))
  @Mutation(() => HolderChangePayload, {
    description: 'The current holder does not agree, by the link in their mail, signed in or not.',
  })
  async refuseHolderChange(
    @Arg('input', () => HolderChangeLinkInput) input: HolderChangeLinkInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HolderChangePayload> {
    return new HolderChangePayload(await context.write(info, refuseHolderChange, input))
  }
}
