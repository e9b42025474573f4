import { Connection } from '../relay/connection'
import { Price } from './price.entity'

export const PriceConnection = Connection(() => Price, 'Price')
