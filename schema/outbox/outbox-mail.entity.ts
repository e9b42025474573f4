import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'
import { count, instant, longText, optional, text } from '../columns'

/** An e-mail decided in a transaction, to be sent after it by a worker. */
@Entity('outbox_mails')
@Index('outbox_mails_waiting', ['sentAt', 'id'])
export class OutboxMail {
  @PrimaryGeneratedColumn()
  id: number

  @Column(instant)
  createdAt: Date

  @Column(optional(instant))
  sentAt: Date | null

  @Column({ ...text(254), name: 'recipient' })
  to: string

  @Column(text(64))
  template: string

  @Column(text(16))
  locale: string

  /** JSON of what the template needs; `{}` once the mail is sent or given up, for it may hold secrets. */
  @Column(longText)
  data: string

  /** Which file goes with it, made when it is sent: `Invoice:12 Organisation:3`. */
  @Column(optional(text(80)))
  attachment: string | null

  /** Counted before each attempt. */
  @Column({ ...count, default: 0 })
  attempts: number

  /** Not before; absent: at once. */
  @Column(optional(instant))
  nextAttemptAt: Date | null

  /** When it was given up. */
  @Column(optional(instant))
  failedAt: Date | null
}
