import { Resolver } from 'type-graphql'
import { type PlannedRead, ReadList } from '../relay/read-query'
import { SubProcessorConnection } from './sub-processor.entity'

@Resolver()
export class SubProcessorResolver {
  @ReadList(
    () => SubProcessorConnection,
    'Who may handle personal data for the provider, former ones too, for everybody who is signed in.',
  )
  readonly subProcessors: PlannedRead
}
