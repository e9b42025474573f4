import { Resolver } from 'type-graphql'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { CashbackEntry, CashbackEntryConnection } from './cashback-entry.entity'

@Resolver()
export class CashbackEntryResolver {
  @ReadOne(() => CashbackEntry, 'One entry of a Partner’s cashback ledger.')
  readonly cashbackEntry: PlannedRead

  @ReadList(() => CashbackEntryConnection, 'The cashback entries you may see.')
  readonly cashbackEntries: PlannedRead
}
