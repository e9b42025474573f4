import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm'
import { choice, currency, day, minorUnits, optional } from '../columns'
import { ProductCategory } from '../product/product-category'

/** The public price of one year of a service, from one day to another. */
@Entity('prices')
@Unique('prices_from', ['category', 'currency', 'validFrom'])
export class Price {
  @PrimaryGeneratedColumn()
  id: number

  @Column(choice(ProductCategory))
  category: ProductCategory

  @Column(currency)
  currency: string

  @Column(minorUnits)
  amount: number

  @Column(day)
  validFrom: string

  /** The last day, if it is known. */
  @Column(optional(day))
  validTo: string | null
}
