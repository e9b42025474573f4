import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm'
import { country, day, optional, tenThousandths } from '../columns'

/** The standard VAT rate of a country, from one day to another. */
@Entity('vat_rates')
@Unique('vat_rates_from', ['country', 'validFrom'])
export class VatRate {
  @PrimaryGeneratedColumn()
  id: number

  @Column(country)
  country: string

  @Column(tenThousandths)
  rate: number

  @Column(day)
  validFrom: string

  /** The last day, if it is known. */
  @Column(optional(day))
  validTo: string | null
}
