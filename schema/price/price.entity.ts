import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm'
import { choice, country, currency, day, minorUnits, nullable, optional, tenThousandths } from '../columns'
import { Money } from '../money/money'
import { ProductCategory } from '../product/product-status'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateScalar } from '../scalars'

/**
 * The public price of one year of a service, from one day to another, excluding VAT. Whoever pays is charged the
 * price in their currency; where two periods overlap, the one that began last counts.
 */
@ObjectType({
  implements: Node,
  description: 'What one year of a kind of service costs, from one day to another.',
})
@Entity('prices')
@Unique('prices_from', ['category', 'currency', 'validFrom'])
export class Price extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => ProductCategory, nullable('What it is the price of.'))
  @Column(choice(ProductCategory))
  category: ProductCategory

  @Field(() => String, nullable('For whoever pays in this currency.'))
  @Column(currency)
  currency: string

  @Field(() => Money, nullable('The public price of one year, excluding VAT.'))
  @Column(minorUnits)
  amount: number

  @Field(() => DateScalar, nullable('The first day it is charged.'))
  @Column(day)
  validFrom: string

  @Field(() => DateScalar, nullable('The last day it is charged; empty while it is not known.'))
  @Column(optional(day))
  validTo: string | null
}

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

export const PriceConnection = Connection(() => Price, 'Price')
