import type { Edit } from './edit-policies'

/** A change as somebody would propose it, and what it does to those who ask. */
export interface PolicyChange {
  readonly name: string
  readonly edits: readonly Edit[]
  readonly does: 'looser' | 'tighter' | 'both'
}

const toPartners = `  - id: invoice/for-the-partner
    permit: read
    fields: all
    to: [partnerManager]
    when: invoice.client.partnerships.exists(p, p.partner.id == principal.partner.id && p.status == "ACTIVE")
    because: Tried out.
  - id: invoice/pay
`

export const policyChanges: readonly PolicyChange[] = [
  {
    name: 'partners see the invoices of their clients',
    does: 'looser',
    edits: [
      { in: 'invoice.policy', find: '  - id: invoice/pay\n', put: toPartners },
      { in: 'invoice.policy', find: "'!billedToMe'", put: "'!billedToMe && invoice.client == null'" },
    ],
  },
  {
    name: 'collaborators see prices of what was granted to them',
    does: 'looser',
    edits: [
      {
        in: 'product.policy',
        find: '    fields: [card]\n    to: [collaborator, external]',
        put: '    fields: [card, publicPrice, resellerPrice]\n    to: [collaborator, external]',
      },
    ],
  },
  {
    name: 'a transfer by whoever pays: the forbid dropped and a permit for payers',
    does: 'looser',
    edits: [
      {
        in: 'product.policy',
        find: "    forbid: transfer\n    to: everyone\n    when: '!mine'",
        put: '    permit: transfer\n    to: [owner]\n    when: paidByMe',
      },
    ],
  },
  {
    name: 'administrators no longer pay',
    does: 'tighter',
    edits: [
      {
        in: 'invoice.policy',
        find: '    permit: pay\n    to: [ownerOrAdministrator]',
        put: '    permit: pay\n    to: [owner]',
      },
    ],
  },
  {
    name: 'the directory is open to the signed-out, listed or not',
    does: 'looser',
    edits: [
      {
        in: 'partner.policy',
        find: '    to: [acting]\n    when: partner.listed == true',
        put: '    to: everyone',
      },
    ],
  },
  {
    name: 'the price list is closed to Partners',
    does: 'tighter',
    edits: [
      {
        in: 'price.policy',
        find: '    to: [acting]\n',
        put: '    to: [acting]\n    when: principal.partner == null\n',
      },
    ],
  },
  {
    name: 'collaborators with accounting lose and externals win: accounting turned round',
    does: 'both',
    edits: [
      {
        in: 'principals',
        find: `principal.role in ["OWNER", "ADMINISTRATOR"] || (principal.role == "COLLABORATOR" &&
      principal.accounting == true)
    means: >-
      Whoever may see the billing data of the acting Organisation.`,
        put: `principal.role in ["OWNER", "ADMINISTRATOR"] || (principal.role == "EXTERNAL")
    means: >-
      Whoever may see the billing data of the acting Organisation.`,
      },
    ],
  },
  {
    name: 'a mandate that has ended still opens the client',
    does: 'looser',
    edits: [
      {
        in: 'definitions',
        find: `p.partner.id == principal.partner.id && p.status == "ACTIVE"
      && p.partnerAccess == "FULL")
    means: The acting Organisation holds an active full mandate of this client.`,
        put: `p.partner.id == principal.partner.id && p.status in ["ACTIVE", "ENDED"]
      && p.partnerAccess == "FULL")
    means: The acting Organisation holds an active full mandate of this client.`,
      },
    ],
  },
  {
    name: 'a Partner sees its mandate by its client and no longer by its own entry',
    does: 'both',
    edits: [
      {
        in: 'partnership.policy',
        find: 'iAmPartner: partnership.partner.id == principal.partner.id',
        put: 'iAmPartner: partnership.client.id != principal.organisation.id',
      },
    ],
  },
  {
    name: 'every colleague sees every colleague, the password of nobody',
    does: 'looser',
    edits: [
      {
        in: 'user.policy',
        find: '    fields: all\n    to: [ownerOrAdministrator]\n    when: memberOfMine',
        put: '    fields: all\n    to: [acting]\n    when: memberOfMine',
      },
    ],
  },
  {
    name: 'orders below the threshold are hidden from administrators',
    does: 'tighter',
    edits: [
      {
        in: 'order.policy',
        find: 'rules:\n',
        put: `rules:
  - id: order/hidden
    forbid: read
    fields: all
    to: [administrator]
    when: order.placedAt < now && order.lines.all(l, l.publicPrice < 20000)
    because: Tried out.
`,
      },
    ],
  },
  {
    name: 'contacts with all their products covered',
    does: 'both',
    edits: [
      {
        in: 'contact.policy',
        find: 'contact.products.exists(p, coveredProduct(p))\n',
        put: 'contact.products.all(p, coveredProduct(p) || p.organisation.id == principal.organisation.id)\n',
      },
    ],
  },
  {
    name: 'the billed Organisation is asked by its name and a group of roles',
    does: 'both',
    edits: [
      {
        in: 'invoice.policy',
        find: 'billedToMe: invoice.billedOrganisation.id == principal.organisation.id',
        put: 'billedToMe: invoice.client.id in [principal.organisation.id, 3] && invoice.billedOrganisation.partner == null',
      },
    ],
  },
  {
    name: 'memberships are for everybody who is signed in, but those of others than the owner',
    does: 'looser',
    edits: [
      {
        in: 'membership.policy',
        find: '    to: [signedIn]\n    when: myself',
        put: '    to: [signedIn]\n    when: myself || membership.role == "OWNER" || membership.user.id > principal.user.id',
      },
    ],
  },
  {
    name: 'the lines of an order follow the order alone',
    does: 'looser',
    edits: [
      {
        in: 'order-line.policy',
        find: '    fields: [what]\n    to: [ownerOrAdministrator, collaborator]',
        put: '    fields: all\n    to: [ownerOrAdministrator, collaborator]',
      },
    ],
  },
  {
    name: 'cashback is for nobody',
    does: 'tighter',
    edits: [
      {
        in: 'cashback-entry.policy',
        find: 'cashbackEntry.partner.id == principal.partner.id',
        put: 'cashbackEntry.partner.id == principal.partner.id && false',
      },
    ],
  },
  {
    name: 'products are known to everybody who shares a User with the Organisation',
    does: 'looser',
    edits: [
      {
        in: 'product.policy',
        find: '  # The Partner with a mandate\n',
        put: `  - id: product/by-colleagues
    permit: read
    fields: [name, status]
    to: everyone
    when: >-
      product.organisation.memberships.exists(m, m.user.memberships.exists(o, o.organisation.id == principal.organisation.id))
      && !(product.status == "ENDED")
    because: Tried out.

`,
      },
    ],
  },
]
