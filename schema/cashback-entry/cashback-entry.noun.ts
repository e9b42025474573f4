import { noun } from '../noun'
import { CashbackEntry } from './cashback-entry.entity'
import { CashbackEntryResolver } from './cashback-entry.resolver'

export const cashbackEntry = noun({
  name: 'cashback-entry',
  entities: [CashbackEntry],
  resolvers: [CashbackEntryResolver],
})
