import { Field, ObjectType, registerEnumType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Searched } from '../../src/read/schema/annotations'
import { choice, currency, day, minorUnits, nullable, optional, text } from '../columns'
import { Money } from '../money/money'
import { OrderLine } from '../order/order-line.entity'
import { Organisation } from '../organisation/organisation.entity'
import { Partner } from '../partner/partner.entity'
import { Product } from '../product/product.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateScalar } from '../scalars'

/** The status of a cashback entry. */
export enum CashbackStatus {
  /** Due once the line is paid. */
  PENDING = 'PENDING',
  /** Credited to the Partner. */
  CREDITED = 'CREDITED',
  /** Taken back after a refund. */
  REVERSED = 'REVERSED',
}

registerEnumType(CashbackStatus, {
  name: 'CashbackStatus',
  description: 'The status of a cashback entry.',
  valuesConfig: {
    PENDING: { description: 'Due once the line is paid.' },
    CREDITED: { description: 'Credited to the Partner.' },
    REVERSED: { description: 'Taken back after a refund.' },
  },
})

/** Income of a Partner for a client's paid order line. INVARIANT: once per line, never two Partners. */
@ObjectType({ implements: Node, description: 'Income of a Partner for a client’s paid order line.' })
@Entity('cashback_entries')
@Searched(['clientName'])
@Unique('cashback_entries_order_line', ['orderLine'])
@Index('cashback_entries_by_partner', ['partner', 'creditedOn', 'id'])
@Index('cashback_entries_by_reversal', ['partner', 'reversedOn', 'id'])
@Index('cashback_entries_by_client', ['client', 'id'])
@Index('cashback_entries_by_product', ['product', 'id'])
@Index('cashback_entries_owed', ['partner', 'stillOwed'])
export class CashbackEntry extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Partner, nullable('Who earns it.'))
  @ManyToOne(() => Partner, (partner) => partner.cashback, { nullable: false })
  partner: Relation<Partner>

  @Field(() => Organisation, nullable('The client whose order it comes from.'))
  @ManyToOne(() => Organisation, { nullable: false })
  client: Relation<Organisation>

  @Field(() => String, nullable('The name of the client when it was earned.'))
  @Searchable(text(200))
  clientName: string

  @Field(() => Product, nullable('The product that was ordered.'))
  @ManyToOne(() => Product, { nullable: false })
  product: Relation<Product>

  @OneToOne(() => OrderLine, { nullable: false })
  @JoinColumn()
  orderLine: Relation<OrderLine>

  @Column(currency)
  currency: string

  @Field(() => Money, nullable('The amount earned, excluding VAT.'))
  @Column(minorUnits)
  amount: number

  @Field(() => String, nullable('PENDING, CREDITED or REVERSED.'))
  @Column(choice(CashbackStatus))
  status: CashbackStatus

  @Field(() => CashbackStatus, nullable('Its status: `status` as a value of a closed set.'))
  @VirtualColumn({ type: 'varchar', query: (alias) => `SELECT ${alias}.status` })
  state: CashbackStatus

  @Field(() => DateScalar, nullable('The day it was credited.'))
  @Column(optional(day))
  creditedOn: string | null

  @Field(() => DateScalar, nullable('The day it was taken back.'))
  @Column(optional(day))
  reversedOn: string | null

  @Field(
    () => Money,
    nullable('What the Partner still has to give back of it; taken from the next cashback.'),
  )
  @Column({ ...minorUnits, default: 0 })
  stillOwed: number
}

export const CashbackEntryConnection = Connection(() => CashbackEntry, 'CashbackEntry')
