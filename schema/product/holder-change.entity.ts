import { Field, ObjectType, registerEnumType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { choice, digest, instant, nullable, optional, text } from '../columns'
import { Contact } from '../contact/contact.entity'
import { Organisation } from '../organisation/organisation.entity'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'
import { Product } from './product.entity'

/** Who answers a change of holder. */
export enum HolderChangeAnswerer {
  HOLDER = 'HOLDER',
  OWNER = 'OWNER',
}

registerEnumType(HolderChangeAnswerer, {
  name: 'HolderChangeAnswerer',
  description: 'Who answers a change of holder.',
  valuesConfig: {
    HOLDER: { description: 'The current holder.' },
    OWNER: { description: 'An owner of the Organisation on which the product is installed.' },
  },
})

/** The outcome of a change of holder. One that waits can no longer be answered after `expiresAt`. */
export enum HolderChangeState {
  WAITING = 'WAITING',
  CONFIRMED = 'CONFIRMED',
  REFUSED = 'REFUSED',
  WITHDRAWN = 'WITHDRAWN',
  VOID = 'VOID',
}

registerEnumType(HolderChangeState, {
  name: 'HolderChangeState',
  description: 'The outcome of a change of holder.',
  valuesConfig: {
    WAITING: { description: 'Not answered. After `expiresAt` it cannot be any more.' },
    CONFIRMED: { description: 'The product stands in the new name.' },
    REFUSED: { description: 'Everything stayed as it was.' },
    WITHDRAWN: { description: 'Taken back by the client or by the Partner.' },
    VOID: { description: 'Another request took its place, or the product left.' },
  },
})

/** A change of holder that the current holder, or an owner, has to confirm through a link. */
@ObjectType({ description: 'A change of holder: who asked for it, and the outcome.' })
@Entity('holder_changes')
@Unique('holder_changes_token', ['tokenHash'])
@Index('holder_changes_of_product', ['product', 'requestedAt'])
@Index('holder_changes_by_organisation', ['organisation'])
@Index('holder_changes_by_place', ['requestedIn'])
@Index('holder_changes_by_person', ['requestedBy'])
export class HolderChange {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Product, (product) => product.holderChanges, { nullable: false })
  product: Relation<Product>

  @ManyToOne(() => Contact, { nullable: false })
  newHolder: Relation<Contact>

  /** As it was asked for. Null where it was asked before this was kept. */
  @Field(() => String, nullable('In whose name the product would stand.'))
  @Column(optional(text(200)))
  newHolderName: string | null

  /** On which the product was installed. Null where it was asked before this was kept. */
  @ManyToOne(() => Organisation, { nullable: true })
  organisation: Relation<Organisation> | null

  @Field(
    () => Organisation,
    nullable('The Organisation in which it was asked for: the client or its Partner.'),
  )
  @ManyToOne(() => Organisation, { nullable: true })
  requestedIn: Relation<Organisation> | null

  @ManyToOne(() => User, { nullable: true })
  requestedBy: Relation<User> | null

  @Field(() => HolderChangeAnswerer, nullable('Who is asked.'))
  @Column(optional(choice(HolderChangeAnswerer)))
  answerer: HolderChangeAnswerer | null

  @Column(digest)
  tokenHash: string

  @Field(() => DateTimeScalar, nullable('When it was asked for.'))
  @Column(instant)
  requestedAt: Date

  @Field(() => DateTimeScalar, nullable('Until when it may be answered.'))
  @Column(instant)
  expiresAt: Date

  @Column(optional(instant))
  confirmedAt: Date | null

  @Column(optional(instant))
  refusedAt: Date | null

  /** Another request replaced it, or the product moved to another Organisation. */
  @Column(optional(instant))
  voidedAt: Date | null

  /** Taken back by the client or by the Partner. */
  @Column(optional(instant))
  withdrawnAt: Date | null

  @Field(() => HolderChangeState, nullable('The outcome.'))
  @VirtualColumn({
    type: 'varchar',
    query: (alias) =>
      `SELECT CASE WHEN ${alias}.confirmed_at IS NOT NULL THEN 'CONFIRMED' ` +
      `WHEN ${alias}.refused_at IS NOT NULL THEN 'REFUSED' WHEN ${alias}.withdrawn_at IS NOT NULL THEN 'WITHDRAWN' ` +
      `WHEN ${alias}.voided_at IS NOT NULL THEN 'VOID' ELSE 'WAITING' END`,
  })
  state: HolderChangeState
}
