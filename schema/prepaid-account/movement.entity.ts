import { Field, Int, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  ForeignKey,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm'
import { Searched } from '../../src/query/searched'
import { Searchable } from '../../src/data/text-key'
import { choice, count, currency, instant, minorUnits, optional, text } from '../columns'
import { Money } from '../money/money'
import { nullable } from '../nullable'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { MovementKind } from './movement-kind'
import { PrepaidAccount } from './prepaid-account.entity'

/**
 * One line of a prepaid account's ledger.
 * INVARIANT: each starts from the balance the one before it left, and none leaves less than nothing;
 * the database refuses a line that does not fit.
 */
@ObjectType({ implements: Node, description: 'One movement of a prepaid account.' })
@Entity('movements')
@Searched(['text'])
@Unique('movements_position', ['account', 'position'])
@Unique('movements_balance', ['account', 'position', 'balanceAfter'])
@ForeignKey(
  () => Movement,
  ['account', 'previousPosition', 'balanceBefore'],
  ['account', 'position', 'balanceAfter'],
)
@ForeignKey(() => PrepaidAccount, ['account', 'currency'], ['id', 'currency'])
@Index('movements_by_previous', ['account', 'previousPosition', 'balanceBefore'])
export class Movement extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @ManyToOne(() => PrepaidAccount, (account) => account.movements, { nullable: false })
  account: Relation<PrepaidAccount>

  @Field(() => Int, nullable('Its place in the ledger, from 1.'))
  @Column(count)
  position: number

  @Column(optional(count))
  previousPosition: number | null

  @Field(() => MovementKind, nullable('Why the balance moved.'))
  @Column(choice(MovementKind))
  kind: MovementKind

  @Field(() => Money, nullable('By how much; negative where money leaves.'))
  @Column(minorUnits)
  amount: number

  @Column(minorUnits)
  balanceBefore: number

  @Field(() => Money, nullable('What was left afterwards.'))
  @Column(minorUnits)
  balanceAfter: number

  @Column(currency)
  currency: string

  @Field(() => DateTimeScalar, nullable('When it was booked.'))
  @Column(instant)
  bookedAt: Date

  @Field(() => String, nullable('What it was for, in words.'))
  @Searchable(text(500))
  text: string
}
