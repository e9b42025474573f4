import { Connection } from '../relay/connection'
import { AccessRequest } from './access-request.entity'

export const AccessRequestConnection = Connection(() => AccessRequest, 'AccessRequest')
