import { Connection } from '../relay/connection'
import { Membership } from './membership.entity'

export const MembershipConnection = Connection(() => Membership, 'Membership')
