import { Resolver } from 'type-graphql'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { User, UserConnection } from './user.entity'

@Resolver()
export class UserResolver {
  @ReadOne(() => User, 'One person who signs in.')
  readonly user: PlannedRead

  @ReadList(() => UserConnection, 'The people you may see.')
  readonly users: PlannedRead
}
