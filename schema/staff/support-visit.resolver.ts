import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { closeSupportVisit } from './close-support-visit'
import { openSupportVisit } from './open-support-visit'
import { SupportVisitConnection } from './support-visit.connection'
import { SupportVisit } from './support-visit.entity'
import { OpenSupportVisitInput, SupportVisitInput } from './support-visit.inputs'
import { SupportVisitPayload } from './support-visit.payload'

@Resolver()
export class SupportVisitResolver {
  @ReadOne(() => SupportVisit, 'One visit of the support.')
  readonly supportVisit: PlannedRead

  @ReadList(
    () => SupportVisitConnection,
    'When the provider’s support looked at your Organisation; for the support, its own visits.',
  )
  readonly supportVisits: PlannedRead

  @Extensions(asks('User', 'openSupportVisit'))
  @Extensions(work({ mails: 4, locked: 2 }))
  @Mutation(() => SupportVisitPayload, {
    description:
      'As support, looks at an Organisation for two hours, read-only. The Organisation sees it, with the reason.',
  })
  async openSupportVisit(
    @Arg('input', () => OpenSupportVisitInput) input: OpenSupportVisitInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SupportVisitPayload> {
    return new SupportVisitPayload(await context.write(info, openSupportVisit, input))
  }

  @Extensions(asks('SupportVisit', 'close'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => SupportVisitPayload, {
    description: 'As support, ends a visit of one’s own before its time.',
  })
  async closeSupportVisit(
    @Arg('input', () => SupportVisitInput) input: SupportVisitInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SupportVisitPayload> {
    return new SupportVisitPayload(await context.write(info, closeSupportVisit, input))
  }
}
