import { In } from 'typeorm'
import { globalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type Refusal } from '../../src/write/refusal'
import { type ActingTransaction } from '../../src/write/transaction'
import { AccessRequestStatus } from '../access-request/access-request.entity'
import { answerAccessRequest } from '../access-request/access-request.operations'
import { ClientGrant, Membership } from '../membership/membership.entity'
import { endMembership } from '../membership/remove-member'
import { Role } from '../membership/role'
import { refuse } from '../user-error/user-error'
import { grantProducts, hasOtherFullPartner } from './change-partnership'
import { spendLink } from './invitation-link'
import { foundTerms, heldOffer, type HeldOffer, offerWord, offeredTerms } from './offer'
import { noteEvent, notifyClient, notifyPartner } from './partnership-history'
import { PartnershipAccess, PartnershipEventKind, PartnershipStatus } from './partnership-terms'
import { termColumns, type MandateTerms, termsOf } from './terms'
import { Partnership } from './partnership.entity'
import { type AnswerInvitationInput } from './partnership.inputs'

/** The Partner accepts an invitation as it is, or the client grants what a Partner has asked for, on terms of its own. */
export const acceptInvitation: Operation<AnswerInvitationInput> = {
  name: 'acceptInvitation',
  by: 'signed in',
  run: async (tx, input) => {
    const offer = await answeredOffer(tx, 'accept', input)
    if (offer.requestedByPartner) await grant(tx, offer, input)
    else await accept(tx, offer, input)
    return { partnership: { type: 'Partnership', key: offer.key } }
  },
}

async function accept(tx: ActingTransaction, offer: HeldOffer, input: AnswerInvitationInput): Promise<void> {
  if ((input.access ?? input.productIds ?? input.paymentMode ?? null) !== null) {
    throw refuse('BAD_USER_INPUT', 'TERMS_ARE_THE_CLIENTS')
  }
  const terms = await termsOf(tx, offer.key)
  // WHY no details: this Partner may not know that the client has another one.
  await startMandate(tx, offer, { terms, ifAnotherIsFull: refuse('CONFLICT', 'COLLISION') })
  const word = offerWord(terms)
  await notifyClient(tx, offer.key, {
    template: 'invitation-accepted',
    data: (names) => ({ ...names, offer: word }),
  })
}

async function grant(tx: ActingTransaction, offer: HeldOffer, input: AnswerInvitationInput): Promise<void> {
  const terms = await grantedTerms(tx, offer, input)
  await answerAccessRequest(tx, offer.key, AccessRequestStatus.GRANTED)
  await startMandate(tx, offer, {
    terms,
    ifAnotherIsFull: refuse('CONFLICT', 'FULL_PARTNER_EXISTS', { field: 'access' }),
  })
  const word = offerWord(terms)
  await notifyPartner(tx, offer.key, {
    template: 'access-granted',
    data: (names) => ({ ...names, offer: word }),
  })
}

/** What the client chooses; where it says nothing, what was asked. The products are always its own choice. */
async function grantedTerms(
  tx: ActingTransaction,
  offer: HeldOffer,
  input: AnswerInvitationInput,
): Promise<MandateTerms> {
  const asked = await tx.manager.findOneByOrFail(Partnership, { id: offer.key })
  const access = input.access ?? asked.partnerAccess
  const mode = access === PartnershipAccess.FULL ? asked.paymentMode : null
  const { productIds } = input
  const shaped = offeredTerms({ access, productIds, paymentMode: input.paymentMode ?? mode })
  return foundTerms(tx, offer.client, shaped)
}

/**
 * Puts a pending partnership into force. The client's row must be locked.
 * @throws Refusal what `ifAnotherIsFull` says, where a client would get a second Partner with full access.
 */
async function startMandate(
  tx: ActingTransaction,
  offer: HeldOffer,
  { terms, ifAnotherIsFull }: { readonly terms: MandateTerms; readonly ifAnotherIsFull: Refusal },
): Promise<void> {
  const { key, client, partner } = offer
  if (terms.access === PartnershipAccess.FULL && (await hasOtherFullPartner(tx, { client, partner }))) {
    throw ifAnotherIsFull
  }
  const before = await termsOf(tx, key)
  await spendLink(tx, key)
  await tx.manager.update(Partnership, key, {
    ...termColumns(terms),
    status: PartnershipStatus.ACTIVE,
    startedAt: tx.now,
    clientName: offer.nameNow,
    tokenHash: null,
  })
  await grantProducts(tx, key, terms)
  await takeOverExternals(tx, offer)
  await noteEvent(tx, {
    partnership: key,
    client,
    kind: PartnershipEventKind.ACCEPTED,
    by: tx.principal.user?.id ?? null,
    before,
    after: terms,
  })
}

/** Who is one of the Partner's own people. An external user of the Partner is not. */
const PEOPLE = [Role.OWNER, Role.ADMINISTRATOR, Role.COLLABORATOR]

/**
 * The Partner's people who were external users of the client work for it through the mandate from now on. What they
 * were granted before is gone for good; a collaborator is given the client instead, an owner or administrator needs
 * nothing.
 */
async function takeOverExternals(tx: ActingTransaction, { client, partner }: HeldOffer): Promise<void> {
  const externals = await tx.manager.find(Membership, {
    where: { organisation: { id: client }, role: Role.EXTERNAL },
    relations: { user: true, organisation: true },
    order: { id: 'ASC' },
  })
  const people = await tx.manager.find(Membership, {
    where: {
      organisation: { id: partner },
      user: { id: In(externals.map(({ user }) => user.id)) },
      role: In(PEOPLE),
    },
    relations: { user: true },
  })
  for (const external of externals) {
    const own = people.find(({ user }) => user.id === external.user.id)
    if (own === undefined) continue
    await endMembership(tx, external)
    if (own.role === Role.COLLABORATOR) await giveClient(tx, own.id, client)
    await tx.audit({
      action: 'external user taken over by a partnership',
      subject: { type: 'Membership', key: external.id },
      organisation: client,
      detail: { user: external.user.id, partner },
    })
  }
}

async function giveClient(tx: ActingTransaction, membership: number, client: number): Promise<void> {
  const grant = { membership: { id: membership }, client: { id: client } }
  if (await tx.manager.existsBy(ClientGrant, grant)) return
  const grantedBy = { id: tx.principal.user?.id ?? 0 }
  await tx.manager.insert(ClientGrant, { ...grant, grantedBy, grantedAt: tx.now })
}

/**
 * The offer that an answer is about, by id or by the token of the mail, with its client's row held, and known to be
 * the caller's to answer in time.
 * INVARIANT: a token of somebody else, a used, void, replaced or expired token, and one that never existed are answered alike.
 * @throws Refusal
 */
export async function answeredOffer(
  tx: ActingTransaction,
  action: 'accept' | 'refuse',
  { partnershipId, token }: AnswerInvitationInput,
): Promise<HeldOffer> {
  const byToken = token ?? null
  if ((partnershipId ?? null) === null ? byToken === null : byToken !== null) {
    throw refuse('BAD_USER_INPUT', 'ID_OR_TOKEN')
  }
  if (byToken !== null) return offerOfToken(tx, action, byToken)
  const key = await tx.target('Partnership', partnershipId ?? '', 'partnershipId')
  const offer = await heldOffer(tx, key)
  await tx.authorise(action, 'Partnership', key)
  if (isOver(tx, offer)) throw refuse('CONFLICT', 'INVITATION_EXPIRED', { field: 'partnershipId' })
  return offer
}

async function offerOfToken(
  tx: ActingTransaction,
  action: 'accept' | 'refuse',
  token: string,
): Promise<HeldOffer> {
  const mine = {
    tokenHash: tx.digestOf(token),
    partner: { id: tx.principal.organisation?.id ?? 0 },
    status: PartnershipStatus.PENDING,
  }
  const found = await tx.manager.findOneBy(Partnership, mine)
  const key = await tx.target('Partnership', globalId('Partnership', found?.id ?? 0), 'token')
  const offer = await heldOffer(tx, key)
  // Once more, behind the locks: it may have been used or replaced meanwhile.
  const still = await tx.manager.existsBy(Partnership, { ...mine, id: key })
  if (!still || isOver(tx, offer)) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'token' })
  await tx.authorise(action, 'Partnership', key)
  return offer
}

function isOver(tx: ActingTransaction, { expiresAt }: HeldOffer): boolean {
  return expiresAt !== null && expiresAt <= tx.now
}
