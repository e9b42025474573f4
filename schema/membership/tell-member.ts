import type { Transaction } from '../../src/write/transaction'
import type { Membership } from './membership.entity'
import { Role } from './role'
import type { MemberTerms } from './shaped-terms'

/** These see billing by their role; the flag is a collaborator's. */
const SEES_BILLING: readonly Role[] = [Role.OWNER, Role.ADMINISTRATOR]

/** Tells somebody what they are in an Organisation from now on, in case it was not they who wanted it. */
export async function tellMember(
  tx: Transaction,
  { user, organisation }: Pick<Membership, 'user' | 'organisation'>,
  { role, accounting }: MemberTerms,
): Promise<void> {
  const seesBilling = accounting || SEES_BILLING.includes(role)
  await tx.mail({
    to: user.email,
    template: 'member-changed',
    locale: user.locale,
    data: { organisation: organisation.name, role, accounting: seesBilling ? 'YES' : 'NO' },
  })
}
