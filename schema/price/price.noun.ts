import { noun } from '../noun'
import { Price, VatRate } from './price.entity'
import { PriceResolver } from './price.resolver'

export const price = noun({
  name: 'price',
  entities: [Price, VatRate],
  resolvers: [PriceResolver],
})
