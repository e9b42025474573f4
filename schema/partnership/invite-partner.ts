import { In, MoreThan } from 'typeorm'
import { globalId, parseGlobalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { Organisation } from '../organisation/organisation.entity'
import { Partner } from '../partner/partner.entity'
import { refuse } from '../user-error/user-error'
import { grantProducts, hasOtherFullPartner } from './change-partnership'
import { foundTerms, heldOffer, sendInvitation, offeredTerms } from './offer'
import { noteEvent } from './partnership-history'
import { PartnershipAccess, PartnershipEventKind, PartnershipStatus } from './partnership-terms'
import { termColumns, type MandateTerms, termsOf } from './terms'
import { Partnership, PartnershipEvent } from './partnership.entity'
import { type InvitePartnerInput, type PartnershipInput } from './partnership.inputs'

/** The client's legal representative offers a mandate to a Partner of the directory. The Partner sees nothing before it accepts. */
export const invitePartner: Operation<InvitePartnerInput> = {
  name: 'invitePartner',
  by: 'signed in',
  run: async (tx, input) => {
    const shaped = offeredTerms(input)
    const asked = input.organisationId ?? globalId('Organisation', tx.principal.organisation?.id ?? 0)
    const client = await tx.target('Organisation', asked, 'organisationId')
    await tx.authorise('invitePartner', 'Organisation', client)
    const partner = await knownPartner(tx, input.partnerId)
    const terms = await foundTerms(tx, client, shaped)
    await checkMayInvite(tx, { client, partner, terms })
    const key = await offer(tx, { client, partner, terms })
    await noteEvent(tx, {
      partnership: key,
      client,
      kind: PartnershipEventKind.INVITED,
      by: tx.principal.user?.id ?? null,
      before: null,
      after: terms,
    })
    await sendInvitation(tx, key, 'invitation')
    return { partnership: { type: 'Partnership', key } }
  },
}

interface Wish {
  readonly client: number
  readonly partner: number
  readonly terms: MandateTerms
}

async function knownPartner(tx: ActingTransaction, id: string): Promise<number> {
  const parsed = parseGlobalId(id)
  const key = parsed?.type === 'Partner' ? parsed.key : 0
  if (!(await tx.sees('Partner', key))) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'partnerId' })
  return key
}

async function checkMayInvite(tx: ActingTransaction, { client, partner, terms }: Wish): Promise<void> {
  const at = { field: 'partnerId' }
  if (client === partner) throw refuse('BAD_USER_INPUT', 'NOT_ONESELF', at)
  const { listed } = await tx.manager.findOneByOrFail(Partner, { id: partner })
  if (!listed) throw refuse('CONFLICT', 'NOT_IN_DIRECTORY', at)
  const live = await tx.manager.findOneBy(Partnership, {
    client: { id: client },
    partner: { id: partner },
    status: In([PartnershipStatus.PENDING, PartnershipStatus.ACTIVE]),
  })
  if (live !== null) {
    const waits = live.requestedByPartner && live.status === PartnershipStatus.PENDING
    throw refuse('CONFLICT', waits ? 'PARTNER_HAS_ASKED' : 'PARTNERSHIP_IS_LIVE', at)
  }
  // WHY already here, although acceptance asks again: nobody should wait for an answer that cannot be yes.
  if (terms.access === PartnershipAccess.FULL && (await hasOtherFullPartner(tx, { client, partner }))) {
    throw refuse('CONFLICT', 'FULL_PARTNER_EXISTS', { field: 'access' })
  }
}

async function offer(tx: ActingTransaction, { client, partner, terms }: Wish): Promise<number> {
  const { name } = await tx.manager.findOneByOrFail(Organisation, { id: client })
  const { identifiers } = await tx.manager.insert(Partnership, {
    ...termColumns(terms),
    client: { id: client },
    clientName: name,
    partner: { id: partner },
    status: PartnershipStatus.PENDING,
    invitedBy: tx.principal.user === null ? null : { id: tx.principal.user.id },
    invitedAt: tx.now,
    requestedByPartner: false,
  })
  const key = Number(identifiers[0]?.['id'])
  await grantProducts(tx, key, terms)
  return key
}

/** WHY a limit: each mail goes to people of another Organisation, who have not asked for it. */
const MOST_A_DAY = 5

/** The client sends its invitation once more, with a new link; the old one is void. */
export const resendInvitation: Operation<PartnershipInput> = {
  name: 'resendInvitation',
  by: 'signed in',
  run: async (tx, { partnershipId }) => {
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    const { client } = await heldOffer(tx, key)
    await tx.authorise('resend', 'Partnership', key)
    if ((await sentLately(tx, key)) >= MOST_A_DAY) {
      throw refuse('CONFLICT', 'SENT_TOO_OFTEN', { facts: { most: MOST_A_DAY } })
    }
    const terms = await termsOf(tx, key)
    await noteEvent(tx, {
      partnership: key,
      client,
      kind: PartnershipEventKind.RESENT,
      by: tx.principal.user?.id ?? null,
      before: terms,
      after: terms,
    })
    await sendInvitation(tx, key, 'invitation-resent')
    return { partnership: { type: 'Partnership', key } }
  },
}

/** How often it was sent again in the last 24 hours. */
function sentLately({ manager, now }: Transaction, key: number): Promise<number> {
  const since = new Date(now.getTime() - 86_400_000)
  const kind = PartnershipEventKind.RESENT
  return manager.countBy(PartnershipEvent, { partnership: { id: key }, kind, at: MoreThan(since) })
}
