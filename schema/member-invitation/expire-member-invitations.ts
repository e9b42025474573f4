import { LessThanOrEqual } from 'typeorm'
import type { TransactionGround } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/system-transaction'
import type { Transaction } from '../../src/write/transaction'
import { closeInvitation } from './close-invitation'
import { MemberInvitationStatus } from './member-invitation-status'
import { MemberInvitation } from './member-invitation.entity'

const AT_ONCE = 100

/** Closes invitations that nobody answered in time. It may be stopped at any moment, and run twice at once. */
export async function expireMemberInvitations(
  ground: TransactionGround,
  now: Date,
): Promise<{ readonly expired: number }> {
  let expired = 0
  for (;;) {
    const step = await systemTransaction(ground, now, expireSome)
    expired += step
    if (step < AT_ONCE) return { expired }
  }
}

async function expireSome(tx: Transaction): Promise<number> {
  const where = { status: MemberInvitationStatus.PENDING, expiresAt: LessThanOrEqual(tx.now) }
  const due = await tx.manager.find(MemberInvitation, {
    where,
    relations: { organisation: true },
    order: { id: 'ASC' },
    take: AT_ONCE,
  })
  const keys = due.map(({ id }) => id)
  await tx.lock(
    'organisations',
    due.map(({ organisation }) => organisation.id),
  )
  await tx.lock('member_invitations', keys)
  let expired = 0
  for (const id of keys) {
    // It may have been answered or sent again before the lock was there.
    const still = await tx.manager.findOne(MemberInvitation, {
      where: { ...where, id },
      relations: { organisation: true },
    })
    if (still === null) continue
    await closeInvitation(tx, still, MemberInvitationStatus.EXPIRED)
    await tx.audit({
      action: 'member invitation expired',
      subject: { type: 'MemberInvitation', key: id },
      organisation: still.organisation.id,
    })
    expired += 1
  }
  return expired
}
