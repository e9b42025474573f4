import { canonicalAddress } from '../../src/platform/typed-texts'
import { globalId, parseGlobalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { lineOf } from '../contact/contact-texts'
import { Membership } from '../membership/membership.entity'
import { peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { Organisation } from '../organisation/organisation.entity'
import { refuse } from '../user-error/user-error'
import { SupportVisit } from './support-visit.entity'
import { type OpenSupportVisitInput, type SupportVisitInput } from './support-visit.resolver'

const MINUTES = 120
const LEAST = 10
const MOST = 500

/**
 * Gives the support a read-only look at an Organisation for two hours. The Organisation sees the visit and its reason
 * at once, and its owners get a mail.
 * INVARIANT: the Organisation is found only by its id or an owner's address, which a client can give; there is no list.
 */
export const openSupportVisit: Operation<OpenSupportVisitInput> = {
  name: 'openSupportVisit',
  by: 'signed in',
  run: async (tx, input) => {
    const myself = globalId('User', tx.principal.user?.id ?? 0)
    const staff = await tx.target('User', myself, 'userId')
    await tx.authorise('openSupportVisit', 'User', staff)
    const reason = reasonOf(input.reason)
    const client = await clientOf(tx, input)
    // The support is allowed to open any Organisation that it can name.
    tx.vouch('Organisation', client.id)
    await tx.lock('organisations', [client.id])
    const open = await tx.manager.find(SupportVisit, {
      where: { organisation: { id: client.id }, staff: { id: staff } },
    })
    if (open.some(({ closedAt, expiresAt }) => closedAt === null && expiresAt > tx.now)) {
      throw refuse('CONFLICT', 'VISIT_OPEN_ALREADY')
    }
    const expiresAt = new Date(tx.now.getTime() + MINUTES * 60_000)
    const { identifiers } = await tx.manager.insert(SupportVisit, {
      organisation: { id: client.id },
      staff: { id: staff },
      reason,
      openedAt: tx.now,
      expiresAt,
    })
    const key = Number(identifiers[0]?.['id'])
    await tx.audit({
      action: 'support visit opened',
      subject: { type: 'SupportVisit', key },
      organisation: client.id,
      detail: { reason },
    })
    for (const { email, locale } of await peopleToTell(tx, client.id, [Role.OWNER])) {
      const data = { organisation: client.name, reason, expiresAt: expiresAt.toISOString() }
      await tx.mail({ to: email, template: 'support-visit', locale, data })
    }
    return { supportVisit: { type: 'SupportVisit', key } }
  },
}

function reasonOf(given: string): string {
  const reason = lineOf(given.replace(/\s+/gu, ' '), { field: 'reason', most: MOST })
  if (reason.length < LEAST) {
    throw refuse('BAD_USER_INPUT', 'REASON_TOO_SHORT', { field: 'reason', facts: { least: LEAST } })
  }
  return reason
}

async function clientOf(
  tx: ActingTransaction,
  { visitedOrganisation, ownerEmail }: OpenSupportVisitInput,
): Promise<Pick<Organisation, 'id' | 'name'>> {
  const id = visitedOrganisation ?? null
  const email = ownerEmail ?? null
  if ((id === null) === (email === null)) throw refuse('BAD_USER_INPUT', 'ONE_WAY_TO_NAME_IT')
  const found = id === null ? await ofOwner(tx, email ?? '') : await ofId(tx, id)
  if (found === null) {
    const field = id === null ? 'ownerEmail' : 'visitedOrganisation'
    throw refuse('NOT_FOUND', 'NO_SUCH_CLIENT', { field })
  }
  return found
}

function ofId(tx: ActingTransaction, id: string): Promise<Organisation | null> {
  const parsed = parseGlobalId(id)
  return tx.manager.findOneBy(Organisation, { id: parsed?.type === 'Organisation' ? parsed.key : 0 })
}

/** WHY null where there are several: which one the client means, the support must not be shown to choose. */
async function ofOwner(tx: ActingTransaction, email: string): Promise<Organisation | null> {
  const owned = await tx.manager.find(Membership, {
    where: { user: { email: canonicalAddress(email) }, role: Role.OWNER },
    relations: { organisation: true },
    take: 2,
  })
  return owned.length === 1 ? (owned[0]?.organisation ?? null) : null
}

/** Ends a visit before its time. From this moment who visited sees nothing of the Organisation any more. */
export const closeSupportVisit: Operation<SupportVisitInput> = {
  name: 'closeSupportVisit',
  by: 'signed in',
  run: async (tx, { supportVisitId }) => {
    const key = await tx.target('SupportVisit', supportVisitId, 'supportVisitId')
    await tx.authorise('close', 'SupportVisit', key)
    const { organisation } = await tx.manager.findOneOrFail(SupportVisit, {
      where: { id: key },
      relations: { organisation: true },
    })
    await tx.manager.update(SupportVisit, key, { closedAt: tx.now })
    await tx.audit({
      action: 'support visit closed',
      subject: { type: 'SupportVisit', key },
      organisation: organisation.id,
    })
    return { supportVisit: { type: 'SupportVisit', key } }
  },
}
