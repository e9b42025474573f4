import type { Draft } from './draft'
import { daysLater, instant } from './instant'

/** What Partners asked for, as they see it themselves: written the same where nobody has the address. */
export function writeAccessRequests({ names, rows, story }: Draft): void {
  for (const [name, spec] of Object.entries(story.accessRequests)) {
    rows.add('access_requests', {
      id: names.add('access-request', name),
      partner_id: names.of('partner', spec.partner),
      client_name: spec.clientName,
      client_email: spec.clientEmail,
      partner_access: spec.access,
      payment_mode: spec.mode ?? null,
      status: spec.closedAt === undefined ? 'PENDING' : 'EXPIRED',
      asked_by_id: names.of('user', spec.askedBy),
      asked_at: instant(spec.askedAt),
      expires_at: instant(daysLater(spec.askedAt, 30)),
      closed_at: spec.closedAt === undefined ? null : instant(spec.closedAt),
      delivered_at: instant(spec.askedAt),
      partnership_id: names.ofOptional('partnership', spec.partnership),
    })
  }
}
