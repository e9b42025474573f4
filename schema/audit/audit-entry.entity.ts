import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { count, instant, longText, optional, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { User } from '../user/user.entity'

/** Who did what, to what, in which Organisation, when. Append-only. */
@Entity('audit_entries')
@Index('audit_entries_by_organisation', ['organisation', 'at', 'id'])
@Index('audit_entries_by_actor', ['actingOrganisation', 'at', 'id'])
@Index('audit_entries_by_subject', ['subjectType', 'subjectId', 'id'])
export class AuditEntry {
  @PrimaryGeneratedColumn()
  id: number

  @Column({ ...instant, name: 'happened_at' })
  at: Date

  @ManyToOne(() => User, { nullable: true })
  user: Relation<User> | null

  /** Whose account it concerns. */
  @ManyToOne(() => Organisation, { nullable: true })
  organisation: Relation<Organisation> | null

  /** In which the User acted; null where nobody asked, as in a job. */
  @ManyToOne(() => Organisation, { nullable: true })
  actingOrganisation: Relation<Organisation> | null

  @Column(text(64))
  action: string

  @Column(text(64))
  subjectType: string

  @Column(optional(count))
  subjectId: number | null

  /** JSON of what changed. */
  @Column(longText)
  detail: string
}
