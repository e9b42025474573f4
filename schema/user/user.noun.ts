import { noun } from '../noun'
import { User } from './user.entity'
import { UserResolver } from './user.resolver'

export const user = noun({
  name: 'user',
  entities: [User],
  resolvers: [UserResolver],
})
