import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm'
import { digest, instant, longText, text } from '../columns'

/**
 * Somebody who wants an account and has not confirmed the address yet. INVARIANT: nobody can sign in by it, and it
 * is written for an address that has an account already too, with a token that nobody is sent.
 */
@Entity('sign_ups')
@Unique('sign_ups_token', ['tokenHash'])
@Index('sign_ups_by_email', ['email'])
@Index('sign_ups_by_expiry', ['expiresAt'])
export class SignUp {
  @PrimaryGeneratedColumn()
  id: number

  @Column(text(254))
  email: string

  @Column(text(200))
  name: string

  @Column(text(16))
  locale: string

  @Column(text(255))
  passwordHash: string

  /** JSON of the Organisation to open with the account, checked already; `null` for a person alone. */
  @Column(longText)
  organisation: string

  @Column(text(32))
  termsVersion: string

  @Column(digest)
  tokenHash: string

  @Column(instant)
  createdAt: Date

  @Column(instant)
  expiresAt: Date
}
