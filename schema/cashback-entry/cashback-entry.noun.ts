import { cashbackEntryChanges } from './cashback-entry.changes'
import { cashbackEntryMails } from './cashback-entry.mails'
import { noun } from '../noun'
import { ReversedOn1764000000206 } from './1764000000206-reversed-on'
import { CashbackEntry } from './cashback-entry.entity'
import { CashbackEntryResolver } from './cashback-entry.resolver'

export const cashbackEntry = noun({
  name: 'cashback-entry',
  entities: [CashbackEntry],
  resolvers: [CashbackEntryResolver],
  migrations: [ReversedOn1764000000206],
  mails: cashbackEntryMails,
  changes: cashbackEntryChanges,
})
