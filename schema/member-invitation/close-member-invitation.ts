import { LessThanOrEqual } from 'typeorm'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { type Operation } from '../../src/write/operation'
import { systemTransaction } from '../../src/write/outside'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { User } from '../user/user.entity'
import { heldMemberInvitation } from './answer-member-invitation'
import { MemberInvitation, MemberInvitationStatus } from './member-invitation.entity'
import { type MemberInvitationInput } from './member-invitation.resolver'

/** Cancels an invitation; its link no longer works. */
export const cancelMemberInvitation: Operation<MemberInvitationInput> = {
  name: 'cancelMemberInvitation',
  by: 'signed in',
  run: async (tx, { memberInvitationId }) => {
    const invitation = await heldMemberInvitation(tx, 'cancel', memberInvitationId)
    await closeInvitation(tx, invitation, MemberInvitationStatus.CANCELLED)
    const subject = { type: 'MemberInvitation', key: invitation.id }
    await tx.audit({
      action: 'member invitation cancelled',
      subject,
      organisation: invitation.organisation.id,
    })
    await recordChange(tx, {
      kind: ChangeKind.MEMBER_INVITATION_WITHDRAWN,
      about: { memberInvitation: invitation.id },
      organisation: invitation.organisation.id,
    })
    await tellInvited(tx, invitation)
    return { memberInvitation: subject }
  },
}

/** Whoever was invited learns that the link no longer works. WHY in the language of whoever takes it back: it went out like that. */
async function tellInvited(tx: ActingTransaction, { email, organisation }: MemberInvitation): Promise<void> {
  const { locale } = await tx.manager.findOneByOrFail(User, { id: tx.principal.user?.id ?? 0 })
  const data = { organisation: organisation.name }
  await tx.mail({ to: email, template: 'member-invitation-withdrawn', locale, data })
}

/** Closes an invitation. INVARIANT: its link no longer works. */
async function closeInvitation(
  { manager, now }: Transaction,
  { id }: Pick<MemberInvitation, 'id'>,
  status: Exclude<MemberInvitationStatus, MemberInvitationStatus.PENDING>,
): Promise<void> {
  await manager.update(MemberInvitation, id, { status, closedAt: now, tokenHash: null })
}

/** Closes an invitation by an answer. The User who gave it is stored, so that erasure finds the address by a reference. */
export async function closeAnswered(
  tx: Transaction,
  {
    invitation,
    user,
  }: { readonly invitation: Pick<MemberInvitation, 'id'>; readonly user: Pick<User, 'id'> },
  status: MemberInvitationStatus.ACCEPTED | MemberInvitationStatus.REFUSED,
): Promise<void> {
  await closeInvitation(tx, invitation, status)
  await tx.manager.update(MemberInvitation, invitation.id, { answeredBy: { id: user.id } })
}

const AT_ONCE = 100

/** Closes invitations that nobody answered in time. It may be stopped at any moment, and run twice at once. */
export async function expireMemberInvitations(
  dependencies: TransactionDependencies,
  now: Date,
): Promise<{ readonly expired: number }> {
  let expired = 0
  for (;;) {
    const step = await systemTransaction(dependencies, now, expireSome)
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
    // It may have been answered or sent again before this had the lock.
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
    await recordChange(tx, {
      kind: ChangeKind.MEMBER_INVITATION_EXPIRED,
      about: { memberInvitation: id },
      organisation: still.organisation.id,
    })
    expired += 1
  }
  return expired
}
