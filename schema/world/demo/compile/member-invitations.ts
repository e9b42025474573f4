import type { Draft } from './draft'
import { daysLater, instant } from './instant'

/** Who is invited, and what they would be granted. */
export function writeMemberInvitations({ names, rows, story }: Draft): void {
  for (const [name, spec] of Object.entries(story.memberInvitations)) {
    const id = names.add('member-invitation', name)
    rows.add('member_invitations', {
      id,
      organisation_id: names.of('organisation', spec.organisation),
      email: spec.email,
      role: spec.role,
      accounting: spec.accounting === true ? 1 : 0,
      status: spec.status,
      invited_by_id: names.of('user', spec.invitedBy),
      invited_at: instant(spec.invitedAt),
      expires_at: instant(daysLater(spec.invitedAt, 14)),
      closed_at: spec.closedAt === undefined ? null : instant(spec.closedAt),
      token_hash: null,
      times_sent: 1,
    })
    for (const product of spec.products ?? []) {
      rows.add('member_invitation_products', {
        id: names.add('member-invitation-product', `${name}/${product}`),
        invitation_id: id,
        product_id: names.of('product', product),
      })
    }
    for (const client of spec.clients ?? []) {
      rows.add('member_invitation_clients', {
        id: names.add('member-invitation-client', `${name}/${client}`),
        invitation_id: id,
        client_id: names.of('organisation', client),
      })
    }
  }
}
