import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Address } from '../address/address'
import { choice, day, flag, instant, nullable, optional, text } from '../columns'
import { DateScalar } from '../scalars'
import { User } from '../user/user.entity'
import { Organisation } from './organisation.entity'

/** An address the invoices of an Organisation can be sent to. */
@ObjectType({ description: 'An address that invoices can be sent to.' })
@Entity('billing_addresses')
@Index('billing_addresses_of_organisation', ['organisation'])
export class BillingAddress {
  @Field(() => ID, { description: 'For `updateOrganisation`.' })
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Organisation, (organisation) => organisation.billingAddresses, { nullable: false })
  organisation: Relation<Organisation>

  @Field(() => String, nullable('What the Organisation calls it.'))
  @Searchable(text(120))
  label: string

  @Field(() => String, nullable('Who receives the invoices there.'))
  @Searchable(text(200))
  recipient: string

  @Field(() => Address, nullable('Where the invoices go.'))
  @Column(() => Address, { prefix: 'address' })
  address: Address

  @Field(() => Boolean, nullable('Whether it is used unless another one is chosen.'))
  @Column(flag)
  isDefault: boolean
}

/** How an Organisation can pay. */
enum PaymentMeansKind {
  CARD = 'CARD',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
  BANK_TRANSFER = 'BANK_TRANSFER',
}

registerEnumType(PaymentMeansKind, {
  name: 'PaymentMeansKind',
  description: 'How an Organisation can pay.',
  valuesConfig: {
    CARD: { description: 'A payment card.' },
    DIRECT_DEBIT: { description: 'A direct debit mandate.' },
    BANK_TRANSFER: { description: 'A transfer on invoice.' },
  },
})

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

  @Field(() => String, nullable('A label to recognise it: "Visa •••• 4242".'))
  @Searchable(text(120))
  label: string

  @Field(() => DateScalar, nullable('The last day it can be used.'))
  @Column(optional(day))
  expiresOn: string | null

  @Field(() => Boolean, nullable('Whether it is used unless another one is chosen.'))
  @Column(flag)
  isDefault: boolean
}

/** The terms and conditions in force. A new text is a new version. */
export const TERMS_VERSION = '2026-01'

/** That somebody ticked the terms and conditions for an Organisation. One row each time. */
@Entity('terms_acceptances')
@Index('terms_acceptances_of_organisation', ['organisation', 'acceptedAt'])
@Index('terms_acceptances_by_user', ['user'])
export class TermsAcceptance {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @Column(text(32))
  version: string

  @Column(instant)
  acceptedAt: Date
}
