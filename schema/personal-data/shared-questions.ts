import { parse } from 'graphql'
import type { Question } from '../../src/server/downloads/download'
import type { SharedFile } from './person-references'

/** What is read of rows that a person has a part in and others share: a question about ids of one type. */
export interface SharedQuestion {
  readonly type: string
  readonly question: Question
}

const ask = (type: string, fields: string): SharedQuestion => ({
  type,
  question: {
    document: parse(`query Shared($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { id ${fields} } } }`),
  },
})

export const sharedQuestions: Readonly<Record<SharedFile, SharedQuestion>> = {
  'member-invitations-sent': ask(
    'MemberInvitation',
    'organisation { id name } role accounting status invitedAt expiresAt closedAt',
  ),
  'products-managed': ask('Product', 'name category status expiresOn organisation { id name }'),
  'orders-placed': ask('Order', 'kind status placedAt placedFor { id name }'),
  'invitations-sent': ask(
    'Partnership',
    'clientName partner { id displayName } partnerAccess paymentMode status invitedAt startedAt endedAt',
  ),
  'partnership-events': ask(
    'Partnership',
    'history { at kind byUser { id } before { access paymentMode } after { access paymentMode } }',
  ),
  'access-requests': ask(
    'AccessRequest',
    'clientName clientEmail partnerAccess paymentMode status askedAt expiresAt closedAt',
  ),
  'support-visits': ask('SupportVisit', 'organisation { id name } reason openedAt expiresAt closedAt'),
  'breach-notices-sent': ask('BreachNotice', 'organisationName subject message sentAt'),
  'audit-entries': ask('AuditEntry', 'at action subjectType subject organisation { id name } detail'),
}

/** Products whose holder may be the person: what they may see of that record. */
export const holderQuestion = ask(
  'Product',
  'name holder { name kind email phone address { street postalCode city country } }',
)

/** What was granted to a membership, page by page. */
export const grantedProductsQuestion: Question = {
  document: parse(`query GrantedProducts($id: ID!, $after: String) {
    node(id: $id) { ... on Membership { page: grantedProducts(first: 100, after: $after) {
      nodes { id name } pageInfo { hasNextPage endCursor } } } } }`),
}

export const grantedClientsQuestion: Question = {
  document: parse(`query GrantedClients($id: ID!, $after: String) {
    node(id: $id) { ... on Membership { page: grantedClients(first: 100, after: $after) {
      nodes { id name } pageInfo { hasNextPage endCursor } } } } }`),
}
