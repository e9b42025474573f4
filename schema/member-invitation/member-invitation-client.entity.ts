import { Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { Organisation } from '../organisation/organisation.entity'
import { MemberInvitation } from './member-invitation.entity'

/** A client that somebody invited by a Partner would be granted. */
@Entity('member_invitation_clients')
@Unique('member_invitation_clients_once', ['invitation', 'client'])
@Index('member_invitation_clients_by_client', ['client'])
export class MemberInvitationClient {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => MemberInvitation, (invitation) => invitation.clients, { nullable: false })
  invitation: Relation<MemberInvitation>

  @ManyToOne(() => Organisation, { nullable: false })
  client: Relation<Organisation>
}
