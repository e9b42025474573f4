import { Field, ID, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  VirtualColumn,
} from 'typeorm'
import { SearchableBy } from '../../src/platform/database/text-key'
import { count, instant, longText, nullable, optional, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/**
 * Who did what, to what, in which Organisation, when. INVARIANT: append-only. Nothing removes an entry, and
 * only erasure changes one, by a pseudonym for a name in `detail`; triggers of the database enforce that.
 */
@ObjectType({ implements: Node, description: 'Something that was done.' })
@Entity('audit_entries')
@Index('audit_entries_by_organisation', ['organisation', 'at', 'id'])
@Index('audit_entries_by_actor', ['actingOrganisation', 'at', 'id'])
@Index('audit_entries_by_subject', ['subjectType', 'subjectId', 'id'])
export class AuditEntry extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => DateTimeScalar, nullable('When it was done.'))
  @Column({ ...instant, name: 'happened_at' })
  at: Date

  @Field(() => User, nullable('The User who did it; null also without a caller, such as in a periodic job.'))
  @ManyToOne(() => User, { nullable: true })
  user: Relation<User> | null

  /** WHY beside `user`: a caller cannot read the Users of a Partner, but may know the name of whoever acted here. */
  @Field(() => String, nullable('The name of the User who did it.'))
  @VirtualColumn({
    type: 'varchar',
    query: (alias) => `SELECT u.name FROM users u WHERE u.id = ${alias}.user_id`,
  })
  @SearchableBy((alias) => `SELECT u.name_key FROM users u WHERE u.id = ${alias}.user_id`)
  userName: string | null

  /** Whose account it concerns. */
  @Field(() => Organisation, nullable('For which Organisation it was done.'))
  @ManyToOne(() => Organisation, { nullable: true })
  organisation: Relation<Organisation> | null

  /** In which the User acted; null where nobody asked, as in a job. */
  @Field(() => Organisation, nullable('The Organisation in which the User acted: a Partner, or the same.'))
  @ManyToOne(() => Organisation, { nullable: true })
  actingOrganisation: Relation<Organisation> | null

  @Field(() => String, nullable('What was done: “order placed”.'))
  @Column(text(64))
  action: string

  @Field(() => String, nullable('The kind of thing it was done to: “Order”.'))
  @Column(text(64))
  subjectType: string

  @Column(optional(count))
  subjectId: number | null

  @Field(
    () => ID,
    nullable('What it was done to, as `node` takes it; that it can still be seen is not said.'),
  )
  @VirtualColumn({
    type: 'varchar',
    query: (alias) =>
      `CASE WHEN ${alias}.subject_id IS NOT NULL THEN CONCAT(${alias}.subject_type, ':', ${alias}.subject_id) END`,
  })
  subject: string | null

  /** JSON of what changed. INVARIANT: no secret; amounts only in what concerns the Organisation that is billed. */
  @Field(() => String, nullable('What changed, as JSON.'))
  @Column(longText)
  detail: string
}

export const AuditEntryConnection = Connection(() => AuditEntry, 'AuditEntry')
