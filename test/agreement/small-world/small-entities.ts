import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm'
import { choice, count, day, flag, instant, optional, text } from '../../../schema/columns'
import { Via } from '../../../src/read/schema/annotations'

/**
 * Tables made to be difficult: every value may be absent, every relation may lead nowhere, a row may lead to
 * itself, two tables share a key. What real tables forbid is the half of NULL that policies must still get right.
 */

export enum State {
  NEW = 'NEW',
  ACTIVE = 'ACTIVE',
  OLD = 'OLD',
}

abstract class Traits {
  @PrimaryColumn({ type: 'int' })
  id: number

  @Column(optional(count))
  size: number | null

  /** No field of the schema: conditions may ask it, nobody reads it. */
  @Column(optional(count))
  secret: number | null

  @Column(optional(text(60)))
  label: string | null

  @Column(optional(flag))
  open: boolean | null

  @Column(optional(day))
  day: string | null

  @Column(optional(instant))
  at: Date | null

  @Column(optional(choice(State)))
  state: State | null
}

class Postal {
  @Column(optional(text(60)))
  city: string | null

  @Column(optional(count))
  box: number | null
}

// WHY no foreign keys in the database: a world is emptied and filled hundreds of times, in any order.
const maybe = { nullable: true, createForeignKeyConstraints: false } as const

@Entity('firms')
export class Firm extends Traits {
  @Column(() => Postal, { prefix: 'postal' })
  postal: Postal

  @ManyToOne(() => Firm, (firm) => firm.children, maybe)
  parent: Relation<Firm> | null

  @OneToMany(() => Firm, (firm) => firm.parent)
  children: Firm[]

  @OneToOne(() => Licence, (licence) => licence.firm)
  licence: Relation<Licence> | null

  @OneToMany(() => Person, (person) => person.employer)
  persons: Person[]

  @OneToMany(() => Item, (item) => item.firm)
  items: Item[]
}

/** Has the key of its firm, as a Partner has that of its Organisation. */
@Entity('licences')
export class Licence extends Traits {
  @OneToOne(() => Firm, (firm) => firm.licence, { createForeignKeyConstraints: false })
  @JoinColumn({ name: 'id' })
  firm: Relation<Firm>

  @OneToMany(() => Person, (person) => person.licence)
  persons: Person[]
}

@Entity('persons')
export class Person extends Traits {
  @ManyToOne(() => Firm, (firm) => firm.persons, maybe)
  employer: Relation<Firm> | null

  @ManyToOne(() => Licence, (licence) => licence.persons, maybe)
  licence: Relation<Licence> | null

  @OneToMany(() => Item, (item) => item.keeper)
  items: Item[]

  @OneToMany(() => Loan, (loan) => loan.person)
  loans: Loan[]

  @Via('loans', 'item')
  borrowed: Item[]
}

@Entity('items')
export class Item extends Traits {
  @ManyToOne(() => Firm, (firm) => firm.items, maybe)
  firm: Relation<Firm> | null

  @ManyToOne(() => Person, (person) => person.items, maybe)
  keeper: Relation<Person> | null

  @OneToMany(() => Part, (part) => part.item)
  parts: Part[]

  @OneToMany(() => Loan, (loan) => loan.item)
  loans: Loan[]
}

/** Part of an item, where the policy says so. */
@Entity('parts')
export class Part extends Traits {
  @ManyToOne(() => Item, (item) => item.parts, maybe)
  item: Relation<Item> | null

  @ManyToOne(() => Firm, maybe)
  maker: Relation<Firm> | null
}

/** Joins persons and items; no type of the schema. */
@Entity('loans')
export class Loan extends Traits {
  @ManyToOne(() => Person, (person) => person.loans, maybe)
  person: Relation<Person> | null

  @ManyToOne(() => Item, (item) => item.loans, maybe)
  item: Relation<Item> | null
}

export const smallEntities = [Firm, Licence, Person, Item, Part, Loan] as const
