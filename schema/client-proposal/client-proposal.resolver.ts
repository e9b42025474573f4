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
  Query,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type LinkContext } from '../../src/write/custom-query'
import { type WriteContext } from '../../src/write/operation'
import { NewOrganisationInput } from '../organisation/organisation.resolver'
import { PaymentMode } from '../partnership/partnership-terms'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { Payload } from '../user-error/user-error'
import {
  ClientProposalByLink,
  clientProposalOfLink,
  confirmClientProposal,
  refuseClientProposal,
} from './answer-client-proposal'
import { ClientProposal, ClientProposalConnection } from './client-proposal.entity'
import { cancelClientProposal, proposeClient } from './propose-client'

@InputType({
  description: 'A client that you bring. The customer owns the Organisation once it is confirmed.',
})
export class ProposeClientInput {
  @Field(() => String, {
    description: 'Where the mail goes. The customer must be signed in with this address to confirm.',
  })
  email: string

  @Field(() => NewOrganisationInput, { description: 'The Organisation to open for the customer.' })
  organisation: NewOrganisationInput

  @Field(() => PaymentMode, { description: 'Who should settle your orders; your access is full.' })
  paymentMode: PaymentMode

  @Field(() => String, { nullable: true, description: 'The same key and input give the same result.' })
  idempotencyKey?: string | null
}

@InputType({ description: 'A client that you bring.' })
export class ClientProposalInput {
  @Field(() => ID, { description: 'One of your own that is not answered yet.' })
  clientProposalId: string
}

@InputType({ description: 'By the link of the mail, signed in with the address it went to.' })
export class ClientProposalLinkInput {
  @Field(() => String, { description: 'The secret of the link.' })
  token: string
}

@InputType({ description: 'By the link of the mail, signed in with the address it went to.' })
export class ConfirmClientProposalInput extends ClientProposalLinkInput {
  @Field(() => Boolean, { description: 'That the terms and conditions were accepted for the Organisation.' })
  termsAccepted: boolean
}

@ObjectType({ simpleResolvers: false, description: 'The result of bringing a client.' })
class ClientProposalPayload extends Payload {
  @Field(() => ClientProposal, { nullable: true, description: 'It as it is now, if you may see it.' })
  clientProposal(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of confirming what a Partner has prepared.' })
class ConfirmClientProposalPayload extends Payload {
  @Field(() => ID, {
    nullable: true,
    description: 'What you own now, for `switchOrganisation`: its rows are seen only when acting there.',
  })
  organisationId(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class ClientProposalResolver {
  @ReadOne(() => ClientProposal, 'One client that your Partner brings.')
  readonly clientProposal: PlannedRead

  @ReadList(() => ClientProposalConnection, 'The clients that the Partner you act in brings.')
  readonly clientProposals: PlannedRead

  @Extensions(work({}))
  @Query(() => ClientProposalByLink, {
    nullable: true,
    description: 'What a link opens, signed in or not; null where it is unknown, answered, void or late.',
  })
  clientProposalOfLink(
    @Arg('token', () => String, { description: 'The secret of the link in the mail.' }) token: string,
    @Ctx() context: LinkContext,
  ): Promise<ClientProposalByLink | null> {
    return context.look(clientProposalOfLink, { token })
  }

  @Extensions(asks('Organisation', 'requestAccess'))
  @Extensions(work({ mails: 1, locked: 2 }))
  @Mutation(() => ClientProposalPayload, {
    description:
      'As a Partner, prepares an Organisation for a customer, with your full mandate. The customer confirms by mail, and ' +
      'owns it then; before, there is none. It says the same whether the address has an account or not.',
  })
  async proposeClient(
    @Arg('input', () => ProposeClientInput) input: ProposeClientInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ClientProposalPayload> {
    return new ClientProposalPayload(await context.write(info, proposeClient, input))
  }

  @Extensions(asks('ClientProposal', 'cancel'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => ClientProposalPayload, { description: 'Takes back what is not answered yet.' })
  async cancelClientProposal(
    @Arg('input', () => ClientProposalInput) input: ClientProposalInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ClientProposalPayload> {
    return new ClientProposalPayload(await context.write(info, cancelClientProposal, input))
  }

  @Extensions(work({ mails: 4, locked: 8 }))
  @Mutation(() => ConfirmClientProposalPayload, {
    description:
      'Opens the Organisation that a Partner prepared, as its owner, and gives the mandate. Takes the terms.',
  })
  async confirmClientProposal(
    @Arg('input', () => ConfirmClientProposalInput) input: ConfirmClientProposalInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConfirmClientProposalPayload> {
    return new ConfirmClientProposalPayload(await context.write(info, confirmClientProposal, input))
  }

  @Extensions(work({ mails: 4, locked: 2 }))
  @Mutation(() => ClientProposalPayload, {
    description: 'Refuses what a Partner prepared. The Partner gets a mail.',
  })
  async refuseClientProposal(
    @Arg('input', () => ClientProposalLinkInput) input: ClientProposalLinkInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ClientProposalPayload> {
    return new ClientProposalPayload(await context.write(info, refuseClientProposal, input))
  }
}
