import type { Transaction } from '../../src/write/transaction'
import type { MailData } from '../../src/services/mail-templates/mail-forms'
import { canonicalAddress } from '../../src/services/mail-address'
import type { Contact } from '../contact/contact.entity'
import { peopleToTell } from '../membership/people-to-tell'
import { Role } from '../membership/role'
import { User } from '../user/user.entity'
import { HolderChange } from './holder-change.entity'

/** What the current holder is asked. */
export interface HolderQuestion {
  readonly product: number
  readonly name: string
  readonly organisation: number
  readonly newHolder: Contact
}

const TWO_DAYS = 2 * 86_400_000

/**
 * Sends the current holder the link that confirms or refuses. Until when it may be followed.
 * WHY the token behind `#`: what follows it stays in the browser, and is in no log of any server on the way.
 */
export async function askHolder(tx: Transaction, holder: Contact, question: HolderQuestion): Promise<Date> {
  const { product, name, organisation, newHolder } = question
  const { token, hash } = tx.newToken()
  const expiresAt = new Date(tx.now.getTime() + TWO_DAYS)
  await tx.manager.insert(HolderChange, {
    product: { id: product },
    newHolder: { id: newHolder.id },
    tokenHash: hash,
    requestedAt: tx.now,
    expiresAt,
  })
  const data: MailData<'holder-change'> = {
    holder: holder.name,
    newHolder: newHolder.name,
    product: name,
    expiresAt: expiresAt.toISOString(),
    link: tx.link(`/holder-change#token=${token}`),
  }
  const locale = await languageOf(tx, holder.email, organisation)
  await tx.mail({ to: holder.email, template: 'holder-change', locale, data })
  await tx.audit({
    action: 'product holder change requested',
    subject: { type: 'Product', key: product },
    organisation,
    detail: { from: holder.id, to: newHolder.id, expiresAt: expiresAt.toISOString() },
  })
  return expiresAt
}

/** A contact has chosen no language: the one its address signs in with, else that of the Organisation's owner. */
async function languageOf(tx: Transaction, email: string, organisation: number): Promise<string> {
  const user = await tx.manager.findOneBy(User, { email: canonicalAddress(email) })
  const [owner] = await peopleToTell(tx, organisation, [Role.OWNER])
  return user?.locale ?? owner?.locale ?? 'en'
}
