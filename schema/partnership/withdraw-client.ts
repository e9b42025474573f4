import { In } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { ClientGrant } from '../membership/client-grant.entity'

/**
 * Takes the client from the Partner's people it was given to. Without a mandate a grant gives nothing; it is removed so
 * that it does not come back with a later mandate.
 */
export async function withdrawClient(
  tx: Transaction,
  { client, partner }: { readonly client: number; readonly partner: number },
): Promise<void> {
  const grants = await tx.manager.find(ClientGrant, {
    where: { client: { id: client }, membership: { organisation: { id: partner } } },
    order: { id: 'ASC' },
  })
  await tx.manager.delete(ClientGrant, { id: In(grants.map(({ id }) => id)) })
}
