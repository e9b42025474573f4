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
import { type Searches } from '../../src/read/plan/plan-search'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { type PlannedRead, ReadOne, ReadQuery } from '../relay/read-query'
import { Payload } from '../user-error/user-error'
import { Partner, PartnerConnection } from './partner.entity'
import { updatePartnerEntry } from './update-partner-entry'

@InputType({ description: 'What changes in the directory. What is left out stays; null removes it.' })
export class UpdatePartnerEntryInput {
  @Field(() => ID, { description: 'The Partner you act for.' })
  partnerId: string

  @Field(() => String, { nullable: true, description: 'The name in the directory; at most 200 characters.' })
  displayName?: string | null

  @Field(() => String, { nullable: true, description: 'Where to read more: https.' })
  website?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What you do, in your own words; at most 2000 characters.',
  })
  description?: string | null

  @Field(() => String, { nullable: true, description: 'The address of your logo: https.' })
  logoUrl?: string | null

  @Field(() => String, { nullable: true, description: 'Where you work, ISO 3166.' })
  country?: string | null

  @Field(() => [String], {
    nullable: true,
    description: 'The languages in which you serve clients: `de`, `fr`; at most 20.',
  })
  languages?: string[] | null

  @Field(() => String, { nullable: true, description: 'The e-mail address for clients.' })
  contactEmail?: string | null

  @Field(() => String, { nullable: true, description: 'The telephone number for clients.' })
  contactPhone?: string | null

  @Field(() => [ID], {
    nullable: true,
    description:
      'The members by whose e-mail address clients find you, all of them: those left out are found no more. ' +
      'The directory never shows the addresses.',
  })
  publishedMemberIds?: string[] | null
}

@ObjectType({ simpleResolvers: false, description: 'The result of a change of an entry in the directory.' })
class PartnerPayload extends Payload {
  @Field(() => Partner, { nullable: true, description: 'The entry as it is now.' })
  partner(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class PartnerResolver {
  @ReadOne(() => Partner, 'One Partner of the directory.')
  readonly partner: PlannedRead

  @Extensions({
    searches: {
      contains: 'displayName',
      equals: 'email',
      among: (alias) => `SELECT u.email FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.organisation_id = ${alias}.id AND m.in_directory = 1`,
    } satisfies Searches,
  })
  @ReadQuery(() => PartnerConnection, {
    description: 'The directory of Partners.',
    args: {
      search: {
        type: () => String,
        nullable: true,
        description:
          'A part of the name, whatever the case and the accents, or a whole e-mail address: of the Partner, ' +
          'or of one of its people that it has published.',
      },
    },
  })
  readonly partners: PlannedRead

  @Extensions(asks('Partner', 'updateEntry'))
  @Extensions(work({ locked: 3, each: { locked: 1 } }))
  @Mutation(() => PartnerPayload, {
    description: 'Changes what a Partner says of itself in the directory. Its owner only.',
  })
  async updatePartnerEntry(
    @Arg('input', () => UpdatePartnerEntryInput) input: UpdatePartnerEntryInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnerPayload> {
    return new PartnerPayload(await context.write(info, updatePartnerEntry, input))
  }
}
