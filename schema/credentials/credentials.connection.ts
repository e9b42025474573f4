import { Connection } from '../relay/connection'
import { ApiToken } from './api-token.entity'
import { ApplicationPassword } from './application-password.entity'

export const ApiTokenConnection = Connection(() => ApiToken, 'ApiToken')
export const ApplicationPasswordConnection = Connection(() => ApplicationPassword, 'ApplicationPassword')
