import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { count, text } from '../columns'

/** How often something was tried. INVARIANT: it identifies the caller only by a digest, for a day at most. */
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
