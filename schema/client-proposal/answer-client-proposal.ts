import { In, MoreThan } from 'typeorm'
import { Field, ObjectType } from 'type-graphql'
import { globalId } from '../../src/read/cursor'
import { type LinkQuery } from '../../src/write/custom-query'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { personally } from '../credentials/shared-by-credentials'
import { type MailData } from '../mail-data'
import { Membership } from '../membership/membership.entity'
import { peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { type NewOrganisation, openOrganisation } from '../organisation/create-organisation'
import { noteEvent } from '../partnership/partnership-history'
import {
  PartnershipAccess,
  PartnershipEventKind,
  PartnershipStatus,
  PaymentMode,
} from '../partnership/partnership-terms'
import { Partnership } from '../partnership/partnership.entity'
import { DateTimeScalar } from '../scalars'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { ClientProposal, ClientProposalStatus } from './client-proposal.entity'
import { type ClientProposalLinkInput, type ConfirmClientProposalInput } from './client-proposal.resolver'

/**
 * The customer opens the Organisation that the Partner prepared, owns it, and gives the mandate. What the Partner typed is
 * the owner's from now on, who can change it.
 */
export const confirmClientProposal: Operation<ConfirmClientProposalInput> = {
  name: 'confirmClientProposal',
  by: 'signed in',
  keyOf: 'user',
  run: async (tx, { token, termsAccepted }) => {
    if (!termsAccepted) throw refuse('BAD_USER_INPUT', 'TERMS_NEEDED', { field: 'termsAccepted' })
    const { proposal, user } = await answeredProposal(tx, token)
    await tx.admitOrganisation()
    // Written by `proposeClient`, checked there.
    const wanted = JSON.parse(proposal.organisation) as NewOrganisation
    const { organisation } = await openOrganisation(tx, user.id, wanted)
    await giveMandate(tx, { proposal, client: organisation, clientName: wanted.name, by: user.id })
    await close(tx, { proposal, user, status: ClientProposalStatus.CONFIRMED })
    await tx.audit({
      action: 'client proposal confirmed',
      subject: { type: 'ClientProposal', key: proposal.id },
      organisation: proposal.partner.id,
    })
    return { organisationId: globalId('Organisation', organisation) }
  },
}

interface Mandate {
  readonly proposal: ClientProposal
  readonly client: number
  readonly clientName: string
  readonly by: number
}

async function giveMandate(
  tx: ActingTransaction,
  { proposal, client, clientName, by }: Mandate,
): Promise<void> {
  const { partner, proposedBy, proposedAt, paymentMode } = proposal
  const { identifiers } = await tx.manager.insert(Partnership, {
    client: { id: client },
    clientName,
    partner: { id: partner.id },
    partnerAccess: PartnershipAccess.FULL,
    paymentMode,
    status: PartnershipStatus.ACTIVE,
    invitedBy: { id: proposedBy.id },
    invitedAt: proposedAt,
    startedAt: tx.now,
    requestedByPartner: true,
  })
  const terms = { access: PartnershipAccess.FULL, paymentMode } as const
  const of = { partnership: Number(identifiers[0]?.['id']), client }
  const { REQUESTED, ACCEPTED } = PartnershipEventKind
  await noteEvent(tx, { ...of, kind: REQUESTED, by: proposedBy.id, before: null, after: terms })
  await noteEvent(tx, { ...of, kind: ACCEPTED, by, before: terms, after: terms })
}

/** The customer does not want it. There is no Organisation, and no trace of one. */
export const refuseClientProposal: Operation<ClientProposalLinkInput> = {
  name: 'refuseClientProposal',
  by: 'signed in',
  run: async (tx, { token }) => {
    const { proposal, user } = await answeredProposal(tx, token)
    await close(tx, { proposal, user, status: ClientProposalStatus.REFUSED })
    await tx.audit({
      action: 'client proposal refused',
      subject: { type: 'ClientProposal', key: proposal.id },
      organisation: proposal.partner.id,
    })
    return {}
  },
}

interface Answer {
  readonly proposal: ClientProposal
  readonly user: User
  readonly status: ClientProposalStatus.CONFIRMED | ClientProposalStatus.REFUSED
}

/** Stores the answer, and mails it to the owners and administrators of the Partner, in the words that the Partner wrote. */
async function close(tx: ActingTransaction, { proposal, user, status }: Answer): Promise<void> {
  await tx.manager.update(ClientProposal, proposal.id, {
    status,
    closedAt: tx.now,
    tokenHash: null,
    answeredBy: { id: user.id },
  })
  const template =
    status === ClientProposalStatus.CONFIRMED ? 'client-proposal-confirmed' : 'client-proposal-refused'
  const data: MailData<typeof template> = { client: proposal.legalName }
  const people = await peopleToTell(tx, proposal.partner.id, [Role.OWNER, Role.ADMINISTRATOR])
  for (const { email, locale } of people) await tx.mail({ to: email, template, locale, data })
}

/**
 * The proposal that the principal answers by its link, with the Partner locked.
 * INVARIANT: a link of somebody else, a used, void or expired link, and one that never existed are answered alike.
 * @throws Refusal NOT_FOUND
 */
async function answeredProposal(
  tx: ActingTransaction,
  token: string,
): Promise<{ readonly proposal: ClientProposal; readonly user: User }> {
  // An account's address is confirmed before there is the account.
  const user = await tx.manager.findOneByOrFail(User, { id: personally(tx) })
  const mine = async (): Promise<ClientProposal> => {
    const found = await openProposal(tx, token)
    if (found?.email !== user.email) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'token' })
    return found
  }
  const { id, partner } = await mine()
  await tx.lock('organisations', [partner.id])
  await tx.lock('client_proposals', [id])
  return { proposal: await mine(), user }
}

/**
 * The proposal behind a link that can still be answered.
 * INVARIANT: it is void if its author may no longer speak for the Partner: a former member gives nobody a client.
 */
async function openProposal(
  { manager, now, digestOf }: Pick<Transaction, 'manager' | 'now' | 'digestOf'>,
  token: string,
): Promise<ClientProposal | undefined> {
  const proposal = await manager.findOne(ClientProposal, {
    where: { tokenHash: digestOf(token), status: ClientProposalStatus.PENDING, expiresAt: MoreThan(now) },
    relations: { partner: true, proposedBy: true },
  })
  if (proposal === null) return undefined
  const speaks = await manager.existsBy(Membership, {
    organisation: { id: proposal.partner.id },
    user: { id: proposal.proposedBy.id },
    role: In([Role.OWNER, Role.ADMINISTRATOR]),
  })
  return speaks ? proposal : undefined
}

/** Whoever has the link got the mail, so this shows no more than the mail did. */
@ObjectType({ description: 'An Organisation that a Partner has prepared, and that waits for your answer.' })
export class ClientProposalByLink {
  @Field(() => String, { description: 'Which Partner.' })
  partnerName: string

  @Field(() => String, { description: 'The legal name of the Organisation that you would own.' })
  clientName: string

  @Field(() => PaymentMode, {
    description: 'Who would settle the orders of the Partner, which has full access.',
  })
  paymentMode: PaymentMode

  @Field(() => String, { description: 'The address with which to sign in, or sign up, to answer.' })
  email: string

  @Field(() => DateTimeScalar, { description: 'Until when you may answer.' })
  expiresAt: Date
}

/** What the page behind the link shows. */
export const clientProposalOfLink: LinkQuery<{ readonly token: string }, ClientProposalByLink> = {
  name: 'clientProposalOfLink',
  find: async (tx, { token }) => {
    const proposal = await openProposal(tx, token)
    if (proposal === undefined) return null
    const { partner, legalName, paymentMode, email, expiresAt } = proposal
    return Object.assign(new ClientProposalByLink(), {
      partnerName: partner.displayName,
      clientName: legalName,
      ...{ paymentMode, email, expiresAt },
    })
  },
}
