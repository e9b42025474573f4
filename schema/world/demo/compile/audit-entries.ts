import type { Draft } from './draft'
import { instant } from './instant'

/** What is written about who did what; of most things the demo world tells, nothing is. */
export function writeAuditEntries({ names, rows, story }: Draft): void {
  for (const [name, spec] of Object.entries(story.auditEntries)) {
    const [type, kind, subject] = spec.subject
    rows.add('audit_entries', {
      id: names.add('audit-entry', name),
      happened_at: instant(spec.at),
      user_id: names.ofOptional('user', spec.user),
      organisation_id: names.ofOptional('organisation', spec.organisation),
      acting_organisation_id: names.ofOptional('organisation', spec.actingIn),
      action: spec.action,
      subject_type: type,
      subject_id: names.of(kind, subject),
      detail: JSON.stringify(spec.detail),
    })
  }
}
