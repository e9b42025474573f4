import { noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { AuditEntry } from './audit-entry.entity'
import { AuditEntryResolver } from './audit-entry.resolver'

export const audit = noun({
  name: 'audit',
  entities: [AuditEntry],
  resolvers: [AuditEntryResolver],
  personReferences: [
    {
      at: 'audit_entries.user_id',
      exported: shared('audit-entries', {
        type: 'AuditEntry',
        fields: 'at action subjectType subject organisation { id name } detail',
      }),
      erasure: 'kept',
    },
  ],
})
