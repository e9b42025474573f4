import { registerEnumType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm'
import { count, instant, optional } from '../columns'
import { Organisation } from './organisation.entity'

/** Whether the VAT number may be relied upon. */
export enum VatStatus {
  NOT_APPLICABLE = 'NOT_APPLICABLE',
  UNVERIFIED = 'UNVERIFIED',
  VALID = 'VALID',
  INVALID = 'INVALID',
}

registerEnumType(VatStatus, {
  name: 'VatStatus',
  description: 'Whether the VAT number may be relied upon.',
  valuesConfig: {
    NOT_APPLICABLE: { description: 'No EU number applies.' },
    UNVERIFIED: { description: 'Given, not confirmed yet: VAT is charged.' },
    VALID: { description: 'Confirmed.' },
    INVALID: { description: 'Refused by the register.' },
  },
})

/** That the register is to be asked about the VAT number of an Organisation. None where there is nothing to ask. */
@Entity('vat_checks')
@Unique('vat_checks_organisation_once', ['organisation'])
@Index('vat_checks_by_due', ['dueAt', 'id'])
export class VatCheck {
  @PrimaryGeneratedColumn()
  id: number

  @OneToOne(() => Organisation, { nullable: false })
  @JoinColumn()
  organisation: Relation<Organisation>

  @Column(instant)
  dueAt: Date

  /** How often in a row the register was not reached. */
  @Column(count)
  attempts: number

  /** When the register last confirmed this very number. */
  @Column(optional(instant))
  confirmedAt: Date | null
}
