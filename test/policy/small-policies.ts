import { type PolicyFile } from '../../src/policy/parse/read-yaml'

/** Policies for the small vocabulary, one feature of the language in each place. */
export const smallPolicies: readonly PolicyFile[] = [
  file(
    'principals.yaml',
    `
classes:
  owner:
    when: principal.role == "OWNER"
    means: The legal representative of the acting Organisation.
  accounting:
    when: principal.role in ["OWNER", "ADMINISTRATOR"] || principal.accounting
    means: May see what is billed.
  partner:
    when: principal.partner != null
    means: Acts for an Organisation that is a Partner.
`,
  ),
  file(
    'definitions.yaml',
    `
definitions:
  fullPartnerOf:
    of: { client: Organisation }
    when: >-
      client.partnerships.exists(p, p.partner.id == principal.organisation.id
        && p.status == "ACTIVE" && p.access == "FULL")
    means: The acting Organisation holds an active full mandate of this client.
`,
  ),
  file(
    'organisation.policy.yaml',
    `
type: Organisation
facts:
  mine: organisation.id == principal.organisation.id
groups:
  legal: [vatNumber]
rules:
  - id: organisation/own
    permit: read
    fields: all
    to: [owner]
    when: mine
    because: The owner sees everything of the own Organisation.
  - id: organisation/member
    permit: read
    fields: [name]
    to: everyone
    when: mine
    because: Who belongs there knows its name.
  - id: organisation/managed
    permit: read
    fields: all
    to: [partner]
    when: fullPartnerOf(organisation)
    because: A full mandate covers the whole Organisation.
  - id: organisation/managed-legal
    forbid: read
    fields: [legal]
    to: [partner]
    when: "!mine"
    because: A Partner never sees the VAT number of a client.
`,
  ),
  file(
    'partnership.policy.yaml',
    `
type: Partnership
actions: [end]
rules:
  - id: partnership/party
    permit: read
    fields: all
    to: [owner, partner]
    when: partnership.client.id == principal.organisation.id || partnership.partner.id == principal.organisation.id
    because: Both sides know their mandate.
  - id: partnership/end
    permit: end
    to: [owner, partner]
    when: partnership.status == "ACTIVE"
    because: Either side may end it at any time.
`,
  ),
  file(
    'invoice.policy.yaml',
    `
type: Invoice
actions: [pay]
facts:
  billedToMe: invoice.billedOrganisation.id == principal.organisation.id
groups:
  amounts: [net, gross]
rules:
  - id: invoice/billed
    permit: read
    fields: all
    to: [accounting]
    when: billedToMe
    because: An invoice is accessible only in the Organisation it bills.
  - id: invoice/managed
    permit: read
    fields: [number, status]
    to: [partner]
    when: fullPartnerOf(invoice.client)
    because: A Partner knows that an invoice exists.
  - id: invoice/cancelled
    forbid: read
    fields: all
    when: invoice.number == null
    because: What has no number was never issued.
  - id: invoice/disputed-amounts
    forbid: read
    fields: [amounts]
    when: invoice.disputed
    because: Amounts in dispute are withheld.
  - id: invoice/pay
    permit: pay
    to: [owner]
    when: billedToMe && invoice.status == "OPEN"
    because: Who is billed pays.
`,
  ),
  file(
    'invoice-line.policy.yaml',
    `
type: InvoiceLine
partOf: { relation: invoice, field: lines }
rules:
  - id: invoice-line/with-invoice
    permit: read
    fields: all
    to: everyone
    because: Lines are seen with their invoice.
`,
  ),
]

export function file(name: string, text: string): PolicyFile {
  return { path: `policies/${name}`, text: text.trimStart() }
}
