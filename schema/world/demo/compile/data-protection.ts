import type { Draft } from './draft'
import { instant } from './instant'
import { named } from './named'

/** What staff of the provider looked at and whom they told. */
export function writeDataProtection({ names, rows, story }: Draft): void {
  for (const [name, spec] of Object.entries(story.supportVisits)) {
    rows.add('support_visits', {
      id: names.add('support-visit', name),
      organisation_id: names.of('organisation', spec.organisation),
      staff_id: names.of('user', spec.staff),
      reason: spec.reason,
      opened_at: instant(spec.openedAt),
      expires_at: instant(spec.expiresAt),
      closed_at: spec.closedAt === undefined ? null : instant(spec.closedAt),
    })
  }
  for (const [name, spec] of Object.entries(story.breachNotices)) {
    rows.add('breach_notices', {
      id: names.add('breach-notice', name),
      organisation_id: names.of('organisation', spec.organisation),
      organisation_name: named(story.organisations, spec.organisation).name,
      subject: spec.subject,
      message: spec.message,
      sent_at: instant(spec.sentAt),
      sent_by_id: names.of('user', spec.sentBy),
    })
  }
}
