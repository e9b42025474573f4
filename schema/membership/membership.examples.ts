import { isDeepStrictEqual } from 'node:util'
import { type ExampleReference, type MailCheck, type MutationExample } from '../noun-proofs'

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

export const membershipMailChecks: Readonly<Record<string, MailCheck>> = {
  // WHY no policy: who is removed may no longer act there; the mail says where, and nothing of what is there.
  'member-removed': ({ to, data, target, find }) => {
    const right = find('users', target['user_id'])?.['email'] === to
    const organisation = find('organisations', target['organisation_id'])?.['name']
    return right && isDeepStrictEqual(data, { organisation }) ? [] : [`not theirs: ${JSON.stringify(data)}`]
  },
  // WHY no policy: everybody knows what they are themselves; it tells the one who is changed, as it is now, and nobody else.
  'member-changed': ({ to, data, target, find }) => {
    const { role, accounting } = find('memberships', target['id']) ?? {}
    const billing = ['OWNER', 'ADMINISTRATOR'].includes(String(role)) || Number(accounting) === 1
    const organisation = find('organisations', target['organisation_id'])?.['name']
    const right = { organisation, role, accounting: billing ? 'YES' : 'NO' }
    return find('users', target['user_id'])?.['email'] === to && isDeepStrictEqual(data, right)
      ? []
      : [`not theirs: ${JSON.stringify(data)}`]
  },
}
