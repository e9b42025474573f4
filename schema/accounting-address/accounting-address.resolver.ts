import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Field, Info, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { type PlannedRead, ReadList } from '../relay/read-query'
import { Payload } from '../user-error/user-error'
import { AccountingAddress, AccountingAddressConnection } from './accounting-address.entity'
import { confirmAccountingAddress, setAccountingAddress } from './set-accounting-address'

@InputType({ description: 'Where the Organisation you act in wants its invoices.' })
export class SetAccountingAddressInput {
  @Field(() => String, {
    nullable: true,
    description: 'The address; it is asked to confirm. Null: invoices are sent to none.',
  })
  email?: string | null
}

@InputType({ description: 'The link of a mail to an accounting address.' })
export class ConfirmAccountingAddressInput {
  @Field(() => String, { description: 'The secret of the link.' })
  token: string
}

@ObjectType({ simpleResolvers: false, description: 'The result of choosing an accounting address.' })
class AccountingAddressPayload extends Payload {
  @Field(() => AccountingAddress, { nullable: true, description: 'The address as it is now.' })
  accountingAddress(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of confirming an accounting address.' })
class ConfirmAccountingAddressPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Whose invoices come to the address from now on.' })
  organisationName(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class AccountingAddressResolver {
  @ReadList(
    () => AccountingAddressConnection,
    'Where your Organisation wants its invoices, if you may see it.',
  )
  readonly accountingAddresses: PlannedRead

  @Extensions(asks('Organisation', 'setAccountingAddress'))
  @Extensions(work({ mails: 1, locked: 2 }))
  @Mutation(() => AccountingAddressPayload, {
    description:
      'Chooses an address that gets invoices and credit notes as PDF, once it has confirmed; or none any more.',
  })
  async setAccountingAddress(
    @Arg('input', () => SetAccountingAddressInput) input: SetAccountingAddressInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccountingAddressPayload> {
    return new AccountingAddressPayload(await context.write(info, setAccountingAddress, input))
  }

  @Extensions(work({ locked: 1 }))
  @Mutation(() => ConfirmAccountingAddressPayload, {
    description: 'Agrees, by the link of the mail, that invoices come to this address.',
  })
  async confirmAccountingAddress(
    @Arg('input', () => ConfirmAccountingAddressInput) input: ConfirmAccountingAddressInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConfirmAccountingAddressPayload> {
    return new ConfirmAccountingAddressPayload(await context.write(info, confirmAccountingAddress, input))
  }
}
