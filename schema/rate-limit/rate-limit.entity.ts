import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { count, text } from '../columns'

/** How often something was tried. INVARIANT: who tried it stands there as a digest only, for a day at the most. */
@Entity('rate_limits')
@Index('rate_limits_by_expiry', ['expire'])
export class RateLimitRow {
  /** The kind of counter and a digest of whose it is. */
  @PrimaryColumn(text(128))
  key: string

  @Column(count)
  points: number

  /** Milliseconds since 1970. */
  @Column({ type: 'bigint', nullable: true })
  expire: string | null
}
