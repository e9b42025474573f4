import { HOUR, noun } from '../noun'
import { type MailCheck, type MutationExample } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { OrderApprovals1764000000210 } from './1764000000210-order-approvals'
import { expireApprovals } from './answer-approval'
import { orderApprovalDemo } from './order-approval.demo'
import { OrderApproval } from './order-approval.entity'
import { orderApprovalMails } from './order-approval.mails'
import { OrderApprovalResolver } from './order-approval.resolver'

/** With what the contract tests try its mutations. */
const orderApprovalExamples: Readonly<Record<string, MutationExample>> = {
  answerOrderApproval: {
    target: 'OrderApproval',
    field: 'approvalId',
    needs: [{ action: 'answer' }],
    concerns: 'organisation_id',
    minimal: ({ id }) => ({ approvalId: `OrderApproval:${id}`, accept: false }),
    other: (input) => ({ ...input, accept: true }),
    byOnePersonOnly: true,
  },
  withdrawOrderApproval: {
    target: 'OrderApproval',
    field: 'approvalId',
    needs: [{ action: 'withdraw' }],
    concerns: 'organisation_id',
    minimal: ({ id }) => ({ approvalId: `OrderApproval:${id}` }),
  },
}

/** Why an answer is refused. */
const orderApprovalReasons = {
  APPROVAL_EXPIRED: {
    en: 'It can no longer be answered; your Partner may ask again.',
    fr: 'Il n’est plus possible d’y répondre ; votre Partenaire peut redemander.',
    de: 'Das kann nicht mehr beantwortet werden; Ihr Partner kann erneut fragen.',
    it: 'Non è più possibile rispondere; il Suo Partner può chiedere di nuovo.',
  },
  APPROVAL_OUTDATED: {
    en: 'It can no longer be ordered as your Partner asked: who pays, the price or the product has changed.',
    fr: 'Ce n’est plus commandable tel que demandé : qui paie, le prix ou le produit a changé.',
    de: 'So kann es nicht mehr bestellt werden: Wer zahlt, der Preis oder das Produkt hat sich geändert.',
    it: 'Non può più essere ordinato come richiesto: chi paga, il prezzo o il prodotto è cambiato.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

/** To people who see the approval: the names of both sides, and what it costs whom it would be billed to. */
const namesOfClient: MailCheck = ({ data, target, find }) => {
  const client = find('organisations', target['organisation_id'] ?? target['id'])
  return data['client'] === client?.['name'] ? [] : [`another client: ${JSON.stringify(data)}`]
}

export const orderApproval = noun({
  name: 'order-approval',
  entities: [OrderApproval],
  resolvers: [OrderApprovalResolver],
  migrations: [OrderApprovals1764000000210],
  demo: orderApprovalDemo,
  jobs: ({ dependencies }) => [
    {
      name: 'order-approvals',
      every: HOUR,
      means: 'Closes orders that waited for approval and were not answered in time.',
      run: (now) => expireApprovals(dependencies, now),
    },
  ],
  reasons: orderApprovalReasons,
  mails: orderApprovalMails,
  mailChecks: { 'order-to-approve': namesOfClient, 'order-approval-answered': namesOfClient },
  personReferences: [
    {
      at: 'order_approvals.requested_by_id',
      exported: shared('order-approvals-asked', {
        type: 'OrderApproval',
        fields: 'kind description status requestedAt',
      }),
      erasure: 'kept',
    },
  ],
  examples: orderApprovalExamples,
  storedTexts: {
    'order_approvals.description': "Kept: somebody else's record",
    'order_approvals.wanted': "Kept: somebody else's record",
    'order_approvals.kind': 'No person in it',
    'order_approvals.currency': 'No person in it',
    'order_approvals.status': 'No person in it',
  },
  leastRows: [
    [
      'order_approvals',
      {
        id: 1,
        organisation_id: 1,
        requested_in_id: 2,
        requested_by_id: 1,
        kind: 'PURCHASE',
        description: 'Mail, 1 year',
        wanted: '{}',
        total: 100,
        currency: 'CHF',
        status: 'PENDING',
        requested_at: '2026-01-01 00:00:00.000',
        expires_at: '2026-01-08 00:00:00.000',
        order_id: 1,
      },
    ],
  ],
  violations: [
    {
      rule: 'an order that waits costs nothing or something',
      constraint: 'order_approvals_total',
      statement: 'UPDATE order_approvals SET total = -1',
    },
  ],
})
