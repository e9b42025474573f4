import { Connection } from '../relay/connection'
import { MemberInvitation } from './member-invitation.entity'

export const MemberInvitationConnection = Connection(() => MemberInvitation, 'MemberInvitation')
