import { Column, Entity, PrimaryColumn } from 'typeorm'
import { instant, text } from '../columns'

/** Which gateway runs a periodic job, until when: one of many at a time. */
@Entity('job_leases')
export class JobLease {
  @PrimaryColumn(text(64))
  name: string

  /** Who runs it; empty: nobody, and it is next due at `until`. */
  @Column(text(128))
  holder: string

  @Column({ ...instant, name: 'held_until' })
  until: Date
}
