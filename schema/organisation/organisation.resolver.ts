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
import { AddressInput } from '../address/address'
import { Membership } from '../membership/membership.entity'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { createOrganisation } from './create-organisation'
import { Organisation, OrganisationConnection, OrganisationKind } from './organisation.entity'
import { updateOrganisation } from './update-organisation'

@InputType({ description: 'An address that invoices can be sent to.' })
export class BillingAddressInput {
  @Field(() => ID, { nullable: true, description: 'Of one that is kept or changed; none for a new one.' })
  id?: string | null

  @Field(() => String, { description: 'What the Organisation calls it; at most 120 characters.' })
  label: string

  @Field(() => String, { description: 'Who receives the invoices there; at most 200 characters.' })
  recipient: string

  @Field(() => AddressInput, { description: 'Where the invoices go.' })
  address: AddressInput

  @Field(() => Boolean, { description: 'Whether it is used unless another one is chosen: exactly one is.' })
  isDefault: boolean
}

@InputType({ description: 'What changes about an Organisation. What is left out stays as it is.' })
export class UpdateOrganisationInput {
  @Field(() => ID, { description: 'The Organisation you act in.' })
  organisationId: string

  @Field(() => String, { nullable: true, description: 'The name it goes by; at most 200 characters.' })
  name?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The name under which it concludes contracts; at most 200 characters.',
  })
  legalName?: string | null

  @Field(() => OrganisationKind, {
    nullable: true,
    description: 'What it is. A VAT number that no longer applies is removed.',
  })
  kind?: OrganisationKind | null

  @Field(() => String, {
    nullable: true,
    description: 'Where it is established, ISO 3166. A VAT number that no longer applies is removed.',
  })
  country?: string | null

  @Field(() => AddressInput, {
    nullable: true,
    description: 'Where it is written to. Switzerland and Liechtenstein pay in CHF, everybody else in EUR.',
  })
  postalAddress?: AddressInput | null

  @Field(() => String, { nullable: true, description: 'A telephone number; null removes it.' })
  phone?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'The EU VAT number; null removes it. Takes `termsAccepted`. Unverified until the register confirms it.',
  })
  vatNumber?: string | null

  @Field(() => [BillingAddressInput], {
    nullable: true,
    description: 'All billing addresses as they shall be: those left out are removed. Takes `termsAccepted`.',
  })
  billingAddresses?: BillingAddressInput[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'That the terms and conditions were accepted, for this change.',
  })
  termsAccepted?: boolean | null
}

@InputType({ description: 'An Organisation to open.' })
export class NewOrganisationInput {
  @Field(() => OrganisationKind, { description: 'A private person, a company or an association.' })
  kind: OrganisationKind

  @Field(() => String, { description: 'Where it is established, ISO 3166.' })
  country: string

  @Field(() => String, {
    description: 'The name under which it concludes contracts; at most 200 characters.',
  })
  legalName: string

  @Field(() => String, {
    nullable: true,
    description: 'The display name, if it is another one; at most 200 characters.',
  })
  name?: string | null

  @Field(() => AddressInput, {
    description: 'Where it is written to. Switzerland and Liechtenstein pay in CHF, everybody else in EUR.',
  })
  postalAddress: AddressInput

  @Field(() => String, { nullable: true, description: 'A telephone number.' })
  phone?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The EU VAT number of a company of the EU. Unverified until the register confirms it.',
  })
  vatNumber?: string | null
}

@InputType({ description: 'An Organisation to open, as its owner.' })
export class CreateOrganisationInput {
  @Field(() => NewOrganisationInput, { description: 'What it is.' })
  organisation: NewOrganisationInput

  @Field(() => Boolean, { description: 'That the terms and conditions were accepted for it.' })
  termsAccepted: boolean

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input give the same result, wherever you act meanwhile.',
  })
  idempotencyKey?: string | null
}

@ObjectType({ simpleResolvers: false, description: 'The result of a change of an Organisation.' })
class OrganisationPayload extends Payload {
  @Field(() => Organisation, {
    nullable: true,
    description: 'The Organisation as it is now, if you may see it.',
  })
  organisation(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of opening an Organisation.' })
class CreateOrganisationPayload extends Payload {
  @Field(() => ID, {
    nullable: true,
    description: 'What was opened, for `switchOrganisation`: its rows are seen only when acting there.',
  })
  organisationId(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => Membership, { nullable: true, description: 'Your own membership there, as its owner.' })
  membership(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class OrganisationResolver {
  @ReadOne(() => Organisation, 'One Organisation.')
  readonly organisation: PlannedRead

  @ReadList(() => OrganisationConnection, 'The Organisations you may see.')
  readonly organisations: PlannedRead

  @Extensions(asks('Organisation', 'update'))
  @Extensions(work({ locked: 6, each: { locked: 2 } }))
  @Mutation(() => OrganisationPayload, {
    description:
      'Changes the details of an Organisation. Its owner only. VAT number and billing addresses take the terms, each time.',
  })
  async updateOrganisation(
    @Arg('input', () => UpdateOrganisationInput) input: UpdateOrganisationInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrganisationPayload> {
    return new OrganisationPayload(await context.write(info, updateOrganisation, input))
  }

  @Extensions(work({ locked: 5 }))
  @Mutation(() => CreateOrganisationPayload, {
    description:
      'Opens another Organisation, as its owner. Takes the terms. By a person, not by an API token.',
  })
  async createOrganisation(
    @Arg('input', () => CreateOrganisationInput) input: CreateOrganisationInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CreateOrganisationPayload> {
    return new CreateOrganisationPayload(await context.write(info, createOrganisation, input))
  }
}
