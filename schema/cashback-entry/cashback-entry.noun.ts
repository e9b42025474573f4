import { cashbackEntryChanges } from './cashback-entry.changes'
import { cashbackEntryMails } from './cashback-entry.mails'
import { noun } from '../noun'
import { CashbackEntry } from './cashback-entry.entity'
import { CashbackEntryResolver } from './cashback-entry.resolver'

export const cashbackEntry = noun({
  name: 'cashback-entry',
  entities: [CashbackEntry],
  resolvers: [CashbackEntryResolver],
  mails: cashbackEntryMails,
  changes: cashbackEntryChanges,
})
