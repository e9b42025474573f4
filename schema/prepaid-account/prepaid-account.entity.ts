import { Field, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  JoinColumn,
  OneToMany,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { currency } from '../columns'
import { Money } from '../money/money'
import { nullable } from '../nullable'
import { Organisation } from '../organisation/organisation.entity'
import { Node } from '../relay/node'
import { MovementConnection } from './movement.connection'
import { Movement } from './movement.entity'

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

  @Field(() => Money, nullable('What is left in it.'))
  @VirtualColumn({
    type: 'bigint',
    query: (alias) =>
      'SELECT COALESCE((SELECT m.balance_after FROM movements m ' +
      `WHERE m.account_id = ${alias}.id ORDER BY m.position DESC LIMIT 1), 0)`,
  })
  balance: number

  @Field(() => MovementConnection, nullable('What went in and out.'))
  @OneToMany(() => Movement, (movement) => movement.account)
  movements: Movement[]
}
