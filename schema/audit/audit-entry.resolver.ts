import { Resolver } from 'type-graphql'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { AuditEntry, AuditEntryConnection } from './audit-entry.entity'

@Resolver()
export class AuditEntryResolver {
  @ReadOne(() => AuditEntry, 'One entry of the audit trail.')
  readonly auditEntry: PlannedRead

  @ReadList(
    () => AuditEntryConnection,
    'Who did what, when: for the Organisation you act in, what a Partner did for its clients, and your own credentials.',
  )
  readonly auditTrail: PlannedRead
}
