import { createHash } from 'node:crypto'
import type { Draft } from './draft'
import { instant } from './instant'
import { named } from './named'

/** What staff of the provider looked at, whom they told, and what was reported to them. */
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
  for (const [name, spec] of Object.entries(story.irregularities)) {
    const id = names.add('irregularity-report', name)
    const receipt = createHash('sha256').update(`irregularity-${name}`).digest('hex')
    rows.add('irregularity_reports', { id, receipt_hash: receipt, received_on: spec.receivedOn })
    spec.messages.forEach(({ author, on, text }, index) => {
      rows.add('irregularity_messages', {
        id: names.add('irregularity-message', `${name}/${index + 1}`),
        report_id: id,
        author,
        text,
        written_on: on,
      })
    })
  }
}
