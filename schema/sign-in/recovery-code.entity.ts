import { Column, Entity, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant } from '../columns'
import { User } from '../user/user.entity'

/** One of the codes for whoever lost the second factor. It is deleted when it is used. */
@Entity('recovery_codes')
@Unique('recovery_codes_once', ['user', 'codeHash'])
export class RecoveryCode {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @Column(digest)
  codeHash: string

  @Column(instant)
  createdAt: Date
}
