import { Resolver } from 'type-graphql'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { Change, ChangeConnection } from './change.entity'

@Resolver()
export class ChangeResolver {
  @ReadOne(() => Change, 'One change.')
  readonly change: PlannedRead

  @ReadList(
    () => ChangeConnection,
    'What happened, oldest first: ask again `after` the last cursor for what happened since. You see a change where you see what changed.',
  )
  readonly changes: PlannedRead
}
