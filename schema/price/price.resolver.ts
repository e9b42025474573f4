import { Resolver } from 'type-graphql'
import { type PlannedRead, ReadList } from '../relay/read-query'
import { PriceConnection } from './price.entity'

@Resolver()
export class PriceResolver {
  @ReadList(() => PriceConnection, 'The price list: what a year of each kind of service costs.')
  readonly prices: PlannedRead
}
