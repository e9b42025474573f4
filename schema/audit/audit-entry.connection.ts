import { Connection } from '../relay/connection'
import { AuditEntry } from './audit-entry.entity'

export const AuditEntryConnection = Connection(() => AuditEntry, 'AuditEntry')
