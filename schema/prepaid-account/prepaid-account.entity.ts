import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import {
  Column,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Searched } from '../../src/read/schema/annotations'
import { choice, count, currency, instant, minorUnits, nullable, optional, text } from '../columns'
import { Money } from '../money/money'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'

/** Why the balance moved. */
export enum MovementKind {
  TOP_UP = 'TOP_UP',
  PAYMENT = 'PAYMENT',
  CASHBACK = 'CASHBACK',
  WITHDRAWAL = 'WITHDRAWAL',
  REFUND = 'REFUND',
}

registerEnumType(MovementKind, {
  name: 'MovementKind',
  description: 'Why the balance moved.',
  valuesConfig: {
    TOP_UP: { description: 'Money paid in.' },
    PAYMENT: { description: 'An invoice paid from the account.' },
    CASHBACK: { description: 'Cashback credited.' },
    WITHDRAWAL: { description: 'Money paid out.' },
    REFUND: { description: 'An invoice given back.' },
  },
})

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

  @Field(() => Money, nullable('The balance afterwards.'))
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

const MovementConnection = Connection(() => Movement, 'Movement')

/** An Organisation's wallet. INVARIANT: a ledger; its balance is that after the last movement. */
@ObjectType({ implements: Node, description: 'The wallet of an Organisation.' })
@Entity('prepaid_accounts')
@Unique('prepaid_accounts_organisation', ['organisation'])
@Unique('prepaid_accounts_currency', ['id', 'currency'])
export class PrepaidAccount extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('Whose wallet it is.'))
  @OneToOne(() => Organisation, (organisation) => organisation.prepaidAccount, { nullable: false })
  @JoinColumn()
  organisation: Relation<Organisation>

  @Field(() => String, nullable('The currency of every movement of it.'))
  @Column(currency)
  currency: string

  @Field(() => Money, nullable('Its balance.'))
  @VirtualColumn({
    type: 'bigint',
    query: (alias) =>
      'SELECT COALESCE((SELECT m.balance_after FROM movements m ' +
      `WHERE m.account_id = ${alias}.id ORDER BY m.position DESC LIMIT 1), 0)`,
  })
  balance: number

  @Field(() => MovementConnection, nullable('Its movements.'))
  @OneToMany(() => Movement, (movement) => movement.account)
  movements: Movement[]
}
