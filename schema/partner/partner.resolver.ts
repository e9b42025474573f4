import { Extensions, Resolver } from 'type-graphql'
import { type Searches } from '../../src/read/plan/plan-search'
import { type PlannedRead, ReadOne, ReadQuery } from '../relay/read-query'
import { Partner, PartnerConnection } from './partner.entity'

@Resolver()
export class PartnerResolver {
  @ReadOne(() => Partner, 'One Partner of the directory.')
  readonly partner: PlannedRead

  @Extensions({ searches: { contains: 'displayName', equals: 'email' } satisfies Searches })
  @ReadQuery(() => PartnerConnection, {
    description: 'The directory of Partners.',
    args: {
      search: {
        type: () => String,
        nullable: true,
        description: 'A part of the name, whatever the case and the accents, or a whole e-mail address.',
      },
    },
  })
  readonly partners: PlannedRead
}
