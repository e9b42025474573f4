import type { ActingTransaction } from '../../src/write/transaction'
import { sameTimeAfter } from '../partnership/same-time-after'
import { User } from '../user/user.entity'
import { MemberInvitation } from './member-invitation.entity'

const DAYS_TO_ANSWER = 14

/**
 * Gives an invitation a new link and sends it. The link of an earlier mail no longer works, and the time to answer begins
 * anew. INVARIANT: only the digest of the token is stored. WHY the language of who invites: looking up what the invited
 * person prefers would tell, in the mail and in time, whether there is such a person.
 */
export async function sendMemberInvitation(
  tx: ActingTransaction,
  key: number,
  template: 'member-invitation' | 'member-invitation-resent',
): Promise<void> {
  const { token, hash } = tx.newToken()
  const expiresAt = sameTimeAfter(tx.now, DAYS_TO_ANSWER)
  await tx.manager.update(MemberInvitation, key, { tokenHash: hash, expiresAt })
  await tx.manager.increment(MemberInvitation, { id: key }, 'timesSent', 1)
  const { email, role, organisation } = await tx.manager.findOneOrFail(MemberInvitation, {
    where: { id: key },
    relations: { organisation: true },
  })
  const inviter = await tx.manager.findOneByOrFail(User, { id: tx.principal.user?.id ?? 0 })
  await tx.mail({
    to: email,
    template,
    locale: inviter.locale,
    data: {
      organisation: organisation.name,
      inviter: inviter.name,
      role,
      expiresOn: tx.dayOf(expiresAt),
      link: tx.link(`/member-invitation#token=${token}`),
    },
  })
}
