import { demoPassword } from '../../../schema/world/demo-password'
import { idOf } from '../../../schema/world/demo/demo-world'
import { type Row } from './stage'

/** All rows of the demo world by table, as inputs are made of them. */
export type Stored = ReadonlyMap<string, readonly Row[]>

/** What one asks to be allowed: an action, or to read a field. */
export interface Need {
  readonly action: string
  readonly field?: string
}

type Input = Readonly<Record<string, unknown>>

/** A row that an input names beside its target. */
export interface Reference {
  readonly type: string
  /** The input with this id there: as late as can be, behind everything that is right. */
  readonly put: (input: Input, id: string, about: { readonly row: Row; readonly stored: Stored }) => Input
}

/** What is known of a mutation beside the schema: of which row it asks what. */
export interface MutationFacts {
  readonly target: string
  /** The input field that names the target; null where it is the Organisation acted in. */
  readonly field: string | null
  readonly needs: readonly Need[]
  /** By the path of their input field; those in a list by the name of the list. */
  readonly references: Readonly<Record<string, Reference>>
  /** The column of the target that says whose account it concerns. */
  readonly concerns: string
  /** A valid input with this target, as short as can be. */
  readonly minimal: (row: Row, stored: Stored) => Input
  /** A valid one that says something else. */
  readonly other?: (input: Input) => Input
  /** What makes it be refused, where it names no target that could be wrong. */
  readonly wrong?: Input
}

const noReferences = {}
const partnership = (action: string, minimal: MutationFacts['minimal'] = byPartnership): MutationFacts => ({
  target: 'Partnership',
  field: 'partnershipId',
  needs: [{ action }],
  references: noReferences,
  concerns: 'client_id',
  minimal,
})

function byPartnership({ id }: Row): Input {
  return { partnershipId: `Partnership:${id}` }
}

/** Single products: those of the client that are right, and behind them the one that is tried. */
const products: Reference = {
  type: 'Product',
  put: (input, id, { row, stored }) => {
    const client = row['client_id'] ?? row['id']
    const right = stored.get('products')?.find((product) => product['organisation_id'] === client)
    const productIds = [...(right === undefined ? [] : [`Product:${right['id']}`]), id]
    return { ...input, access: 'LIMITED', paymentMode: null, productIds }
  },
}

/** Products of the Organisation that are right, and behind them the one that is tried. */
const grants: Readonly<Record<string, Reference>> = {
  productIds: {
    type: 'Product',
    put: (input, id, { row, stored }) => {
      const here = row['organisation_id'] ?? row['id']
      const right = stored.get('products')?.find((product) => product['organisation_id'] === here)
      const productIds = [...(right === undefined ? [] : [`Product:${right['id']}`]), id]
      return { ...input, role: 'EXTERNAL', accounting: false, productIds: [...new Set(productIds)] }
    },
  },
  clientIds: {
    type: 'Organisation',
    put: (input, id) => ({ ...input, role: 'COLLABORATOR', accounting: false, clientIds: [id] }),
  },
}

const memberInvitation = (action: string): MutationFacts => ({
  target: 'MemberInvitation',
  field: 'memberInvitationId',
  needs: [{ action }],
  references: noReferences,
  concerns: 'organisation_id',
  minimal: ({ id }) => ({ memberInvitationId: `MemberInvitation:${id}` }),
})

const holder = {
  name: 'Nele Probe',
  kind: 'PRIVATE',
  email: 'nele@probe.example',
  address: { street: 'Gasse 1', postalCode: '3000', city: 'Bern', country: 'CH' },
}

const jura = idOf('organisation/jura')
const duval = idOf('organisation/duval')

/** Every mutation of the schema that goes through the write door. */
export const mutations: Readonly<Record<string, MutationFacts>> = {
  acceptInvitation: {
    // What a Partner asked for without naming products takes those that the client gives.
    ...partnership('accept', (row, stored) =>
      Number(row['requested_by_partner']) === 1
        ? { ...byPartnership(row), productIds: [`Product:${lastProductOf(row['client_id'], stored)}`] }
        : byPartnership(row),
    ),
    references: { productIds: products },
  },
  refuseInvitation: { ...partnership('refuse'), references: { productIds: products } },
  resendInvitation: partnership('resend'),
  cancelInvitation: partnership('cancel'),
  endPartnership: partnership('end', (row) => ({ ...byPartnership(row), password: demoPassword })),
  changePaymentMode: partnership('changePaymentMode', (row) => ({
    ...byPartnership(row),
    paymentMode: row['payment_mode'] === 'CLIENT_PAYS' ? 'PARTNER_PAYS' : 'CLIENT_PAYS',
  })),
  changePartnershipAccess: {
    ...partnership('changeAccess', (row, stored) =>
      row['partner_access'] === 'FULL'
        ? products.put(byPartnership(row), `Product:${lastProductOf(row['client_id'], stored)}`, {
            row: { client_id: -1 },
            stored,
          })
        : { ...byPartnership(row), access: 'FULL', paymentMode: 'CLIENT_PAYS' },
    ),
    references: { productIds: products },
  },
  invitePartner: {
    target: 'Organisation',
    field: 'organisationId',
    needs: [{ action: 'invitePartner' }],
    references: {
      partnerId: { type: 'Partner', put: (input, partnerId) => ({ ...input, partnerId }) },
      productIds: products,
    },
    concerns: 'id',
    minimal: ({ id }, stored) => {
      const asks = { organisationId: `Organisation:${id}`, partnerId: idOf('partner/sentiero') }
      const product = lastProductOf(id, stored)
      return product === 0
        ? { ...asks, access: 'FULL', paymentMode: 'CLIENT_PAYS' }
        : { ...asks, access: 'LIMITED', productIds: [`Product:${product}`] }
    },
    other: (input) => ({ ...input, partnerId: idOf('partner/sommet') }),
  },
  requestPartnership: {
    target: 'Organisation',
    field: null,
    needs: [{ action: 'requestAccess' }],
    references: noReferences,
    concerns: 'id',
    minimal: () => ({ clientEmail: 'nobody@probe.example', clientName: 'Probe', access: 'LIMITED' }),
    other: (input) => ({ ...input, clientName: 'Andere' }),
    wrong: { clientEmail: 'nowhere' },
  },
  cancelAccessRequest: {
    target: 'AccessRequest',
    field: 'accessRequestId',
    needs: [{ action: 'cancel' }],
    references: noReferences,
    concerns: 'partner_id',
    minimal: ({ id }) => ({ accessRequestId: `AccessRequest:${id}` }),
  },
  inviteMember: {
    target: 'Organisation',
    field: null,
    needs: [{ action: 'inviteMember' }],
    references: grants,
    concerns: 'id',
    minimal: () => ({ email: 'nobody@probe.example', role: 'COLLABORATOR' }),
    other: (input) => ({ ...input, email: 'somebody@probe.example' }),
    wrong: { email: 'nowhere' },
  },
  resendMemberInvitation: memberInvitation('resend'),
  cancelMemberInvitation: memberInvitation('cancel'),
  updateMembership: {
    target: 'Membership',
    field: 'membershipId',
    needs: [{ action: 'update' }],
    references: grants,
    concerns: 'organisation_id',
    minimal: ({ id, accounting }) => ({
      membershipId: `Membership:${id}`,
      accounting: Number(accounting) === 0,
    }),
  },
  removeMember: {
    target: 'Membership',
    field: 'membershipId',
    needs: [{ action: 'remove' }],
    references: noReferences,
    concerns: 'organisation_id',
    minimal: ({ id }) => ({ membershipId: `Membership:${id}` }),
  },
  payInvoice: {
    target: 'Invoice',
    field: 'invoiceId',
    needs: [{ action: 'pay' }],
    references: noReferences,
    concerns: 'billed_organisation_id',
    minimal: ({ id }) => ({ invoiceId: `Invoice:${id}` }),
    other: (input) => ({ ...input, invoiceId: 'Invoice:999999' }),
  },
  withdrawPrepaid: {
    target: 'PrepaidAccount',
    field: 'accountId',
    needs: [{ action: 'withdraw' }],
    references: noReferences,
    concerns: 'organisation_id',
    minimal: ({ id }) => ({ accountId: `PrepaidAccount:${id}`, amount: '1.00' }),
    other: (input) => ({ ...input, amount: '2.00' }),
  },
  updateOrganisation: {
    target: 'Organisation',
    field: 'organisationId',
    needs: [{ action: 'update' }],
    references: {
      'billingAddresses.id': {
        type: 'BillingAddress',
        put: (input, id) => {
          const { name: recipient, address } = holder
          const said = { recipient, address }
          return {
            ...input,
            termsAccepted: true,
            billingAddresses: [
              { ...said, label: 'Eine', isDefault: true },
              { ...said, label: 'Andere', isDefault: false, id },
            ],
          }
        },
      },
    },
    concerns: 'id',
    minimal: ({ id }) => ({ organisationId: `Organisation:${id}`, name: 'Ganz neu' }),
  },
  placeOrder: {
    target: 'Organisation',
    field: 'organisationId',
    needs: [{ action: 'placeOrder' }],
    references: noReferences,
    concerns: 'id',
    minimal: ({ id }) => ({
      organisationId: `Organisation:${id}`,
      lines: [{ category: 'MAIL', name: 'Probe', years: 1 }],
    }),
    other: (input) => ({ ...input, lines: [{ category: 'MAIL', name: 'Probe', years: 2 }] }),
  },
  renewProduct: {
    ...product('renew', ({ id }) => ({ productId: `Product:${id}` })),
    other: (input) => ({ ...input, years: 2 }),
  },
  updateProduct: {
    ...product('update', ({ id, auto_renew: now }) => ({
      productId: `Product:${id}`,
      autoRenew: Number(now) === 0,
    })),
    needs: [{ action: 'update' }, { action: 'read', field: 'autoRenew' }],
  },
  changeHolder: {
    ...product('changeHolder', ({ id }) => ({ productId: `Product:${id}`, holder })),
    other: (input) => ({ ...input, holder: { ...holder, name: 'Nils Probe' } }),
  },
  transferProduct: {
    ...product('transfer', ({ id, organisation_id: from }) => ({
      productId: `Product:${id}`,
      organisationId: `Organisation:${from}` === jura ? duval : jura,
    })),
    references: {
      organisationId: {
        type: 'Organisation',
        put: (input, organisationId) => ({ ...input, organisationId }),
      },
    },
    other: (input) => ({ ...input, organisationId: duval }),
  },
}

function product(action: string, minimal: MutationFacts['minimal']): MutationFacts {
  return {
    target: 'Product',
    field: 'productId',
    needs: [{ action }],
    references: noReferences,
    concerns: 'organisation_id',
    minimal,
  }
}

function lastProductOf(organisation: Row[string] | undefined, stored: Stored): number {
  const found = stored.get('products')?.filter((one) => one['organisation_id'] === organisation) ?? []
  return Number(found.at(-1)?.['id'] ?? 0)
}
