import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { instant, text } from '../columns'
import { User } from '../user/user.entity'
import { Organisation } from './organisation.entity'

/** That somebody ticked the terms and conditions for an Organisation. One row each time. */
@Entity('terms_acceptances')
@Index('terms_acceptances_of_organisation', ['organisation', 'acceptedAt'])
@Index('terms_acceptances_by_user', ['user'])
export class TermsAcceptance {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @Column(text(32))
  version: string

  @Column(instant)
  acceptedAt: Date
}
