import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { createOrganisation } from './create-organisation'
import { OrganisationConnection } from './organisation.connection'
import { Organisation } from './organisation.entity'
import { CreateOrganisationInput, UpdateOrganisationInput } from './organisation.inputs'
import { CreateOrganisationPayload, OrganisationPayload } from './organisation.payload'
import { updateOrganisation } from './update-organisation'

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
