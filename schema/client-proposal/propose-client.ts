import { LessThanOrEqual, MoreThan } from 'typeorm'
import { globalId } from '../../src/read/cursor'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { type Operation } from '../../src/write/operation'
import { systemTransaction } from '../../src/write/outside'
import { type MailData } from '../mail-data'
import { newOrganisationOf } from '../organisation/create-organisation'
import { Partner } from '../partner/partner.entity'
import { offerWord } from '../partnership/offer'
import { sameTimeAfter } from '../partnership/partnership-history'
import { PartnershipAccess } from '../partnership/partnership-terms'
import { accountEmail } from '../sign-in/session-of'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { ClientProposal, ClientProposalStatus } from './client-proposal.entity'
import { type ClientProposalInput, type ProposeClientInput } from './client-proposal.resolver'

const DAYS_TO_ANSWER = 30
/** WHY a limit: each mail goes to somebody who has not asked for it. */
const MOST_A_DAY = 50

/**
 * A Partner prepares an Organisation for a customer, who gets a mail. There is no Organisation, and no mandate, before the
 * customer confirms.
 * INVARIANT: the work and the answer are the same whether or not the address has an account.
 */
export const proposeClient: Operation<ProposeClientInput> = {
  name: 'proposeClient',
  by: 'signed in',
  run: async (tx, input) => {
    const email = accountEmail(input.email, 'email')
    const wanted = newOrganisationOf(input.organisation, 'organisation')
    const own = globalId('Organisation', tx.principal.organisation?.id ?? 0)
    // A Partner has the id of its Organisation.
    const key = await tx.target('Organisation', own, 'organisationId')
    await tx.authorise('requestAccess', 'Organisation', key)
    const partner = { id: key }
    const pending = { partner, email, status: ClientProposalStatus.PENDING, expiresAt: MoreThan(tx.now) }
    if (await tx.manager.existsBy(ClientProposal, pending)) {
      throw refuse('CONFLICT', 'ALREADY_ASKED', { field: 'email' })
    }
    const proposedAt = MoreThan(new Date(tx.now.getTime() - 86_400_000))
    if ((await tx.manager.countBy(ClientProposal, { partner, proposedAt })) >= MOST_A_DAY) {
      throw refuse('CONFLICT', 'INVITED_TOO_OFTEN', { field: 'email', facts: { most: MOST_A_DAY } })
    }
    const { token, hash } = tx.newToken()
    const expiresAt = sameTimeAfter(tx.now, DAYS_TO_ANSWER)
    const { paymentMode } = input
    const proposedBy = { id: tx.principal.user?.id ?? 0 }
    const { identifiers } = await tx.manager.insert(ClientProposal, {
      ...{ partner, email, paymentMode, proposedBy, expiresAt },
      legalName: wanted.legalName,
      organisation: JSON.stringify(wanted),
      status: ClientProposalStatus.PENDING,
      proposedAt: tx.now,
      tokenHash: hash,
    })
    const proposal = Number(identifiers[0]?.['id'])
    const { displayName } = await tx.manager.findOneByOrFail(Partner, partner)
    const data: MailData<'client-proposal'> = {
      partner: displayName,
      client: wanted.legalName,
      offer: offerWord({ access: PartnershipAccess.FULL, paymentMode }),
      expiresOn: tx.dayOf(expiresAt),
      link: tx.link(`/client-proposal#token=${token}`),
    }
    // WHY the language of the Partner's person: looking up the customer's would tell whether there is such a person.
    const { locale } = await tx.manager.findOneByOrFail(User, proposedBy)
    await tx.mail({ to: email, template: 'client-proposal', locale, data })
    await tx.audit({
      action: 'client proposed',
      subject: { type: 'ClientProposal', key: proposal },
      organisation: key,
      detail: { paymentMode },
    })
    return { clientProposal: { type: 'ClientProposal', key: proposal } }
  },
}

/** The Partner takes it back. The link of the mail no longer works. */
export const cancelClientProposal: Operation<ClientProposalInput> = {
  name: 'cancelClientProposal',
  by: 'signed in',
  run: async (tx, { clientProposalId }) => {
    const key = await tx.target('ClientProposal', clientProposalId, 'clientProposalId')
    await tx.authorise('cancel', 'ClientProposal', key)
    await tx.manager.update(ClientProposal, key, {
      status: ClientProposalStatus.CANCELLED,
      closedAt: tx.now,
      tokenHash: null,
    })
    await tx.audit({
      action: 'client proposal cancelled',
      subject: { type: 'ClientProposal', key },
      organisation: tx.principal.organisation?.id ?? null,
    })
    return { clientProposal: { type: 'ClientProposal', key } }
  },
}

/** Closes those that nobody answered in time. Returns how many. */
export function expireClientProposals(dependencies: TransactionDependencies, now: Date): Promise<number> {
  return systemTransaction(dependencies, now, async ({ manager }) => {
    const { affected } = await manager.update(
      ClientProposal,
      { status: ClientProposalStatus.PENDING, expiresAt: LessThanOrEqual(now) },
      { status: ClientProposalStatus.EXPIRED, closedAt: now, tokenHash: null },
    )
    return affected ?? 0
  })
}
