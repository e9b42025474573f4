import {
  type ExampleReference,
  type ExampleWorld,
  type MutationExample,
  type StoredRow,
} from '../noun-proofs'

/** Single products: those of the client that are right, and behind them the one that is tried. */
const products: ExampleReference = {
  type: 'Product',
  put: (input, id, { row, world }) => {
    const client = row['client_id'] ?? row['id']
    const right = world.rows('products').find((product) => product['organisation_id'] === client)
    const productIds = [...(right === undefined ? [] : [`Product:${right['id']}`]), id]
    return { ...input, access: 'LIMITED', paymentMode: null, productIds }
  },
}

const isRequested = (row: StoredRow): boolean => Number(row['requested_by_partner']) === 1

/** With what the contract tests try the mutations of partnerships. */
export const partnershipExamples: Readonly<Record<string, MutationExample>> = {
  acceptInvitation: {
    // What a Partner asked for without naming products takes those that the client gives.
    ...onPartnership('accept', (row, world) =>
      isRequested(row)
        ? { ...byPartnership(row), productIds: [`Product:${lastProductOf(row['client_id'], world)}`] }
        : byPartnership(row),
    ),
    // What a Partner is offered it takes as it is: there is nothing to name.
    references: { productIds: { ...products, where: isRequested } },
  },
  refuseInvitation: {
    ...onPartnership('refuse'),
    // Who refuses names no products: they are not even looked at.
    references: { productIds: { ...products, code: 'BAD_USER_INPUT' } },
  },
  resendInvitation: onPartnership('resend'),
  cancelInvitation: onPartnership('cancel'),
  endPartnership: onPartnership('end', (row, { password }) => ({ ...byPartnership(row), password })),
  changePaymentMode: onPartnership('changePaymentMode', (row) => ({
    ...byPartnership(row),
    paymentMode: row['payment_mode'] === 'CLIENT_PAYS' ? 'PARTNER_PAYS' : 'CLIENT_PAYS',
  })),
  changePartnershipAccess: {
    ...onPartnership('changeAccess', (row, world) =>
      row['partner_access'] === 'FULL'
        ? products.put(byPartnership(row), `Product:${lastProductOf(row['client_id'], world)}`, {
            row: { client_id: -1 },
            world,
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
    minimal: ({ id }, world) => {
      const asks = { organisationId: `Organisation:${id}`, partnerId: world.idOf('partner/sentiero') }
      const product = lastProductOf(id, world)
      return product === 0
        ? { ...asks, access: 'FULL', paymentMode: 'CLIENT_PAYS' }
        : { ...asks, access: 'LIMITED', productIds: [`Product:${product}`] }
    },
    other: (input, { idOf }) => ({ ...input, partnerId: idOf('partner/sommet') }),
  },
}

function onPartnership(action: string, minimal: MutationExample['minimal'] = byPartnership): MutationExample {
  return {
    target: 'Partnership',
    field: 'partnershipId',
    needs: [{ action }],
    concerns: 'client_id',
    minimal,
  }
}

function byPartnership({ id }: StoredRow): Readonly<Record<string, unknown>> {
  return { partnershipId: `Partnership:${id}` }
}

function lastProductOf(organisation: StoredRow[string] | undefined, world: ExampleWorld): number {
  const found = world.rows('products').filter((one) => one['organisation_id'] === organisation)
  return Number(found.at(-1)?.['id'] ?? 0)
}
