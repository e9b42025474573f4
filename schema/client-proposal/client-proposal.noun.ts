import { isDeepStrictEqual } from 'node:util'
import { MINUTE, noun } from '../noun'
import { type MailCheck, type MutationExample } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { daysLater, type Draft, storedInstantText } from '../world/demo/compile/draft'
import { ClientProposals1764000000262 } from './1764000000262-client-proposals'
import { ClientProposal } from './client-proposal.entity'
import { clientProposalMails } from './client-proposal.mails'
import { ClientProposalResolver } from './client-proposal.resolver'
import { expireClientProposals } from './propose-client'

const organisation = {
  kind: 'COMPANY',
  country: 'CH',
  legalName: 'Probe AG',
  postalAddress: { street: 'Gasse 1', postalCode: '3000', city: 'Bern', country: 'CH' },
}

/** With what the contract tests try the mutations. */
const examples: Readonly<Record<string, MutationExample>> = {
  proposeClient: {
    target: 'Organisation',
    field: null,
    needs: [{ action: 'requestAccess' }],
    concerns: 'id',
    minimal: () => ({ email: 'nobody@probe.example', organisation, paymentMode: 'CLIENT_PAYS' }),
    other: (input) => ({ ...input, paymentMode: 'PARTNER_PAYS' }),
    wrong: { email: 'nowhere' },
  },
  cancelClientProposal: {
    target: 'ClientProposal',
    field: 'clientProposalId',
    needs: [{ action: 'cancel' }],
    concerns: 'partner_id',
    minimal: ({ id }) => ({ clientProposalId: `ClientProposal:${id}` }),
  },
}

/** WHY no policy: who gets it is known by the address alone; it holds what the Partner typed, and the name of the Partner. */
const checkProposal: MailCheck = ({ to, data, audits, find }) => {
  const key = audits.find((entry) => entry['subject_type'] === 'ClientProposal')?.['subject_id']
  const proposal = find('client_proposals', key)
  const { expiresOn: _day, link: _link, ...said } = data
  const right = {
    partner: find('partners', proposal?.['partner_id'])?.['display_name'],
    client: proposal?.['legal_name'],
    offer: `FULL_${proposal?.['payment_mode']}`,
  }
  const problems = isDeepStrictEqual(said, right) ? [] : [`not the offer: ${JSON.stringify(said)}`]
  return proposal?.['email'] === to ? problems : [...problems, 'not to the customer']
}

/** One that waits for an answer, and one that the customer did not want. Scenarios name them `heckenwerk-brings`, `heckenwerk-brought`. */
const demoRows = [
  { name: 'heckenwerk-brings', legalName: 'Nachbar Laden GmbH', day: '2026-11-16', refusedOn: null },
  { name: 'heckenwerk-brought', legalName: 'Baumschule Ast AG', day: '2026-10-05', refusedOn: '2026-10-07' },
]

function clientProposalDemo({ names, rows }: Pick<Draft, 'names' | 'rows'>): void {
  for (const { name, legalName, day, refusedOn } of demoRows) {
    rows.add('client_proposals', {
      id: names.add('client-proposal', name),
      partner_id: names.of('partner', 'heckenwerk'),
      email: `${name}@nachbar.example`,
      legal_name: legalName,
      organisation: JSON.stringify({ ...organisation, legalName }),
      payment_mode: 'CLIENT_PAYS',
      status: refusedOn === null ? 'PENDING' : 'REFUSED',
      proposed_by_id: names.of('user', 'linus-hecker'),
      proposed_at: storedInstantText(`${day} 09:30`),
      expires_at: storedInstantText(daysLater(`${day} 09:30`, 30)),
      closed_at: refusedOn === null ? null : storedInstantText(`${refusedOn} 10:00`),
      answered_by_id: null,
      token_hash: null,
    })
  }
}

const then = '2026-03-01 09:30:00.000'

/** A Partner brings a client: an Organisation that a customer confirms by mail, with the mandate. */
export const clientProposal = noun({
  name: 'client-proposal',
  entities: [ClientProposal],
  resolvers: [ClientProposalResolver],
  migrations: [ClientProposals1764000000262],
  jobs: ({ dependencies }) => [
    {
      name: 'client-proposals',
      every: 10 * MINUTE,
      means: 'Closes Organisations that Partners prepared and nobody confirmed in time.',
      run: async (now) => ({ expired: await expireClientProposals(dependencies, now) }),
    },
  ],
  mails: clientProposalMails,
  personReferences: [
    {
      at: 'client_proposals.proposed_by_id',
      exported: shared('client-proposals', {
        type: 'ClientProposal',
        fields: 'email legalName paymentMode status proposedAt expiresAt closedAt',
      }),
      erasure: 'kept',
    },
    // WHY not exported: it is the Partner's record; the membership that came of the answer is exported.
    { at: 'client_proposals.answered_by_id', exported: null, erasure: 'kept', pseudonymised: ['email'] },
  ],
  demo: clientProposalDemo,
  examples,
  mailChecks: { 'client-proposal': checkProposal },
  provenElsewhere: {
    confirmClientProposal: 'its link proves itself; test/guides/partners proves it',
    refuseClientProposal: 'its link proves itself; test/guides/partners proves it',
  },
  saidByCallers: { 'ProposeClientInput.organisation': 'what the new Organisation is called; not an id' },
  readTexts: {
    'ProposeClientInput.email': 'an address, by `emailOf` or `canonicalAddress`',
    'ClientProposalLinkInput.token': 'a secret, by `checkPassword`, `passwordForms` or a digest',
    'ConfirmClientProposalInput.token': 'a secret, by `checkPassword`, `passwordForms` or a digest',
  },
  leastRows: [
    [
      'client_proposals',
      {
        ...{ id: 1, partner_id: 2, email: 'a@b.example', legal_name: 'x', organisation: '{}' },
        ...{
          payment_mode: 'CLIENT_PAYS',
          status: 'PENDING',
          proposed_by_id: 1,
          answered_by_id: 1,
          token_hash: 'd'.repeat(64),
        },
        ...{ proposed_at: then, expires_at: then },
      },
    ],
  ],
  violations: [
    {
      rule: 'two proposals share a token',
      constraint: 'client_proposals_token',
      statement: `INSERT INTO client_proposals (partner_id, email, legal_name, organisation, payment_mode, status,
          proposed_by_id, proposed_at, expires_at, token_hash)
        SELECT partner_id, email, legal_name, organisation, payment_mode, status, proposed_by_id, proposed_at,
          expires_at, token_hash FROM client_proposals WHERE id = 1`,
    },
  ],
})
