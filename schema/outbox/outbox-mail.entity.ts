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

  /** JSON of what the template needs. */
  @Column(longText)
  data: string

  @Column({ ...count, default: 0 })
  attempts: number
}
