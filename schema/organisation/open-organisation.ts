import type { Transaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { askRegister } from './ask-register'
import type { NewOrganisation } from './new-organisation'
import { Organisation } from './organisation.entity'
import { TermsAcceptance } from './terms-acceptance.entity'
import { TERMS_VERSION } from './terms-version'

/** What was opened. */
export interface Opened {
  readonly organisation: number
  readonly membership: number
}

/** Opens an Organisation for a User, who is its owner and has accepted the terms for it. */
export async function openOrganisation(
  tx: Transaction,
  owner: number,
  opened: NewOrganisation,
): Promise<Opened> {
  const { identifiers } = await tx.manager.insert(Organisation, { ...opened, createdAt: tx.now })
  const organisation = Number(identifiers[0]?.['id'])
  const { identifiers: members } = await tx.manager.insert(Membership, {
    user: { id: owner },
    organisation: { id: organisation },
    role: Role.OWNER,
    accounting: false,
    createdAt: tx.now,
  })
  await tx.manager.insert(TermsAcceptance, {
    organisation: { id: organisation },
    user: { id: owner },
    version: TERMS_VERSION,
    acceptedAt: tx.now,
  })
  await askRegister(tx, organisation, opened.vatNumber)
  await tx.audit({
    action: 'organisation opened',
    subject: { type: 'Organisation', key: organisation },
    organisation,
    detail: { kind: opened.kind, country: opened.country },
  })
  return { organisation, membership: Number(members[0]?.['id']) }
}
