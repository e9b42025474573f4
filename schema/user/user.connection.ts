import { Connection } from '../relay/connection'
import { User } from './user.entity'

export const UserConnection = Connection(() => User, 'User')
