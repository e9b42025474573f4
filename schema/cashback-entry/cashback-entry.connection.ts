import { Connection } from '../relay/connection'
import { CashbackEntry } from './cashback-entry.entity'

export const CashbackEntryConnection = Connection(() => CashbackEntry, 'CashbackEntry')
