import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { instant } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { User } from '../user/user.entity'
import { Membership } from './membership.entity'

/** A client that one of a Partner's people may work for. */
@Entity('client_grants')
@Unique('client_grants_membership_client', ['membership', 'client'])
@Index('client_grants_by_client', ['client', 'membership'])
export class ClientGrant {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Membership, (membership) => membership.clientGrants, { nullable: false })
  membership: Relation<Membership>

  @ManyToOne(() => Organisation, (organisation) => organisation.clientGrants, { nullable: false })
  client: Relation<Organisation>

  @ManyToOne(() => User, { nullable: false })
  grantedBy: Relation<User>

  @Column(instant)
  grantedAt: Date
}
