import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/data/text-key'
import { choice, day, flag, optional, text } from '../columns'
import { nullable } from '../nullable'
import { DateScalar } from '../scalars'
import { Organisation } from './organisation.entity'
import { PaymentMeansKind } from './payment-means-kind'

/** One way an Organisation can pay; the secret part stays with the payment provider. */
@ObjectType({ description: 'One way an Organisation can pay.' })
@Entity('payment_means')
@Index('payment_means_of_organisation', ['organisation'])
export class PaymentMeans {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Organisation, (organisation) => organisation.paymentMeans, { nullable: false })
  organisation: Relation<Organisation>

  @Field(() => PaymentMeansKind, nullable('A card, a direct debit or a bank transfer.'))
  @Column(choice(PaymentMeansKind))
  kind: PaymentMeansKind

  @Field(() => String, nullable('What it is recognised by: "Visa •••• 4242".'))
  @Searchable(text(120))
  label: string

  @Field(() => DateScalar, nullable('The last day it can be used.'))
  @Column(optional(day))
  expiresOn: string | null

  @Field(() => Boolean, nullable('Whether it is used unless another one is chosen.'))
  @Column(flag)
  isDefault: boolean
}
