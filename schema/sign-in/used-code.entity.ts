import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { instant, text } from '../columns'
import { User } from '../user/user.entity'

/** A code of the second step that was accepted: the index refuses it a second time, however many ask at once. */
@Entity('used_codes')
@Unique('used_codes_once', ['user', 'code'])
@Index('used_codes_by_time', ['usedAt'])
export class UsedCode {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  /** The step of the clock it was the code of, or the recovery code it was. */
  @Column(text(64))
  code: string

  @Column(instant)
  usedAt: Date
}
