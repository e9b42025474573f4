import { In } from 'typeorm'
import type { ActingTransaction } from '../../src/write/transaction'
import { ClientGrant } from '../membership/client-grant.entity'
import { endMembership } from '../membership/end-membership'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import type { Offer } from './offer'

/** Who is one of the Partner's own people. An external user of the Partner is not. */
const PEOPLE = [Role.OWNER, Role.ADMINISTRATOR, Role.COLLABORATOR]

/**
 * The Partner's people who were external users of the client work for it through the mandate from now on. What they
 * were granted before is gone for good; a collaborator is given the client instead, an owner or administrator needs
 * nothing.
 */
export async function takeOverExternals(tx: ActingTransaction, { client, partner }: Offer): Promise<void> {
  const externals = await tx.manager.find(Membership, {
    where: { organisation: { id: client }, role: Role.EXTERNAL },
    relations: { user: true, organisation: true },
    order: { id: 'ASC' },
  })
  const people = await tx.manager.find(Membership, {
    where: {
      organisation: { id: partner },
      user: { id: In(externals.map(({ user }) => user.id)) },
      role: In(PEOPLE),
    },
    relations: { user: true },
  })
  for (const external of externals) {
    const own = people.find(({ user }) => user.id === external.user.id)
    if (own === undefined) continue
    await endMembership(tx, external)
    if (own.role === Role.COLLABORATOR) await giveClient(tx, own.id, client)
    await tx.audit({
      action: 'external user taken over by a partnership',
      subject: { type: 'Membership', key: external.id },
      organisation: client,
      detail: { user: external.user.id, partner },
    })
  }
}

async function giveClient(tx: ActingTransaction, membership: number, client: number): Promise<void> {
  const grant = { membership: { id: membership }, client: { id: client } }
  if (await tx.manager.existsBy(ClientGrant, grant)) return
  const grantedBy = { id: tx.principal.user?.id ?? 0 }
  await tx.manager.insert(ClientGrant, { ...grant, grantedBy, grantedAt: tx.now })
}
