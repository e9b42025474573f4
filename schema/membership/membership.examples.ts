import { type ExampleReference, type MutationExample } from '../noun-proofs'

/** Products of the Organisation that are right, and behind them the one that is tried. */
export const grantExamples: Readonly<Record<string, ExampleReference>> = {
  productIds: {
    type: 'Product',
    put: (input, id, { row, world }) => {
      const here = row['organisation_id'] ?? row['id']
      const right = world.rows('products').find((product) => product['organisation_id'] === here)
      const productIds = [...(right === undefined ? [] : [`Product:${right['id']}`]), id]
      return { ...input, role: 'EXTERNAL', accounting: false, productIds: [...new Set(productIds)] }
    },
  },
  clientIds: {
    type: 'Organisation',
    put: (input, id) => ({ ...input, role: 'COLLABORATOR', accounting: false, clientIds: [id] }),
  },
}

/** With what the contract tests try the mutations of memberships. */
export const membershipExamples: Readonly<Record<string, MutationExample>> = {
  updateMembership: {
    target: 'Membership',
    field: 'membershipId',
    needs: [{ action: 'update' }],
    references: grantExamples,
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
    concerns: 'organisation_id',
    minimal: ({ id }) => ({ membershipId: `Membership:${id}` }),
  },
}
