import type { Edit } from './edit-policies'

/** Changes of words: no cell of anybody may change by them. */
export const refactorings: readonly { readonly name: string; readonly edits: readonly Edit[] }[] = [
  {
    name: 'a fact taken out, and its rule called otherwise',
    edits: [
      {
        in: 'order.policy',
        find: 'facts:\n',
        put: 'facts:\n  mineAndPaid: order.placedFor.id == principal.organisation.id && paidByMeToo\n  paidByMeToo: principal.organisation.id == order.payer.id\n',
      },
      {
        in: 'order.policy',
        find: '  - id: order/paid-for-own-use-accounting',
        put: '  - id: order/own-use',
      },
      { in: 'order.policy', find: 'when: forMe && paidByMe\n', put: 'when: mineAndPaid\n' },
    ],
  },
  {
    name: 'one rule split into two by class, and by field',
    edits: [
      {
        in: 'order.policy',
        find: `    fields: [what, organisation, placedBy, payer]
    to: [ownerOrAdministrator]
    when: forMe
`,
        put: `    fields: [what, organisation]
    to: [owner, administrator]
    when: forMe
    because: Split.
  - id: order/for-own-organisation-too
    permit: read
    fields: [placedBy, payer]
    to: [ownerOrAdministrator]
    when: '!!forMe'
`,
      },
    ],
  },
  {
    name: 'two conditions merged by De Morgan, and a quantifier turned round',
    edits: [
      {
        in: 'contact.policy',
        find: 'holdsMine: contact.products.exists(p, p.organisation.id == principal.organisation.id)',
        put: 'holdsMine: "!contact.products.all(one, !(principal.organisation.id == one.organisation.id))"',
      },
      {
        in: 'invoice.policy',
        find: "when: '!billedToMe'",
        put: "when: '!(billedToMe && (billedToMe || invoice.number == null))'",
      },
    ],
  },
  {
    name: 'the forbid that only repeats what no rule permits is left out',
    edits: [
      {
        in: 'product.policy',
        find: `  - id: product/never-transferred-by-others
    forbid: transfer
    to: everyone
    when: '!mine'
    because: Nobody but the Organisation it is installed on gives a product away, whatever they pay.
`,
        put: '',
      },
    ],
  },
]
