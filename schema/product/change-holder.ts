import { Not } from 'typeorm'
import { type MailData } from '../mail-data'
import { canonicalAddress } from '../../src/platform/typed-texts'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { Contact, contactOf, type ContactRecord } from '../contact/contact.entity'
import { Membership } from '../membership/membership.entity'
import { type Addressee, peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { Organisation } from '../organisation/organisation.entity'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { HolderChange, HolderChangeAnswerer } from './holder-change.entity'
import { ProductStatus } from './product-status'
import { Product } from './product.entity'
import { type ChangeHolderInput } from './product.resolver'

import { voidHolderChanges } from './answer-holder-change'

/**
 * Names another holder, and asks whoever has to agree by mail, who confirms within two days, else nothing changes. At
 * once only where the product stands in the client's own name and its owner asks. A later request takes the place of one
 * that waits.
 * INVARIANT: no holder changes without the word of the holder or of the client's owner.
 */
export const changeHolder: Operation<ChangeHolderInput> = {
  name: 'changeHolder',
  by: 'signed in',
  run: async (tx, input) => {
    const key = await tx.target('Product', input.productId, 'productId')
    const { organisation } = await readProduct(tx, key)
    await tx.authorise('changeHolder', 'Product', key)
    const wanted = contactOf(input.holder, 'holder')
    const { holder, name, status } = await readProduct(tx, key)
    if (status === ProductStatus.ENDED) throw refuse('CONFLICT', 'PRODUCT_ENDED', { field: 'productId' })
    if (holder !== null && isSame(holder, wanted)) throw refuse('CONFLICT', 'UNCHANGED', { field: 'holder' })
    const newHolder = await tx.manager.save(Contact, wanted)
    await voidHolderChanges(tx, key)
    const about = { product: key, name, organisation, newHolder }
    const answerer = await answererOf(tx, { organisation, holder })
    const expiresAt =
      answerer === null ? await takeAtOnce(tx, about) : await ask(tx, answerer, { ...about, holder })
    return { product: { type: 'Product', key }, holderAnswersUntil: expiresAt?.toISOString() ?? null }
  },
}

/** Who has to agree; null where the client's owner asks for what stands in the client's own name. */
async function answererOf(
  tx: ActingTransaction,
  { organisation, holder }: Pick<Product, 'organisation' | 'holder'>,
): Promise<HolderChangeAnswerer | null> {
  const own = holder === null || holder.organisation?.id === organisation.id
  if (tx.principal.organisation?.id !== organisation.id) {
    const inside = own || (await isOfOrganisation(tx, { organisation, holder }))
    return inside ? HolderChangeAnswerer.OWNER : HolderChangeAnswerer.HOLDER
  }
  if (!own) return HolderChangeAnswerer.HOLDER
  return tx.principal.role === Role.OWNER ? null : HolderChangeAnswerer.OWNER
}

/** Whether nobody outside holds it: the Organisation under one of its names, or one of its people. */
async function isOfOrganisation(
  { manager }: Pick<Transaction, 'manager'>,
  { organisation, holder }: { readonly organisation: Organisation; readonly holder: Contact },
): Promise<boolean> {
  if (holder.name === organisation.name || holder.name === organisation.legalName) return true
  return manager.existsBy(Membership, {
    organisation: { id: organisation.id },
    role: Not(Role.EXTERNAL),
    user: { email: canonicalAddress(holder.email) },
  })
}

function readProduct(tx: ActingTransaction, key: number): Promise<Product> {
  return tx.manager.findOneOrFail(Product, {
    where: { id: key },
    relations: { organisation: true, holder: { organisation: true } },
  })
}

async function takeAtOnce(
  tx: ActingTransaction,
  { product, organisation, newHolder }: Omit<HolderQuestion, 'holder'>,
): Promise<null> {
  await tx.manager.update(Product, product, { holder: { id: newHolder.id } })
  await tx.audit({
    action: 'product holder named',
    subject: { type: 'Product', key: product },
    organisation: organisation.id,
    detail: { from: null, to: newHolder.id },
  })
  return null
}

function isSame(holder: Contact, { name, kind, email, phone, address }: ContactRecord): boolean {
  return (
    holder.name === name &&
    holder.kind === kind &&
    holder.email === email &&
    holder.phone === phone &&
    holder.address.street === address.street &&
    holder.address.postalCode === address.postalCode &&
    holder.address.city === address.city &&
    holder.address.country === address.country
  )
}

/** What is asked, and of which product. */
interface HolderQuestion {
  readonly product: number
  readonly name: string
  readonly organisation: Organisation
  readonly holder: Contact | null
  readonly newHolder: Contact
}

const TWO_DAYS = 2 * 86_400_000

/**
 * Sends the link that confirms or refuses. Until when it may be followed.
 * WHY the token behind `#`: what follows it stays in the browser, and is in no log of any server on the way.
 */
async function ask(
  tx: ActingTransaction,
  answerer: HolderChangeAnswerer,
  question: HolderQuestion,
): Promise<Date> {
  const { product, name, organisation, holder, newHolder } = question
  const { token, hash } = tx.newToken()
  const expiresAt = new Date(tx.now.getTime() + TWO_DAYS)
  const asking = tx.principal.organisation?.id ?? 0
  await tx.manager.insert(HolderChange, {
    product: { id: product },
    newHolder: { id: newHolder.id },
    newHolderName: newHolder.name,
    organisation: { id: organisation.id },
    requestedIn: { id: asking },
    requestedBy: { id: tx.principal.user?.id ?? 0 },
    answerer,
    tokenHash: hash,
    requestedAt: tx.now,
    expiresAt,
  })
  const { name: asker } = await tx.manager.findOneByOrFail(Organisation, { id: asking })
  const facts = {
    asker,
    client: organisation.name,
    newHolder: newHolder.name,
    product: name,
    expiresAt: expiresAt.toISOString(),
    link: tx.link(`/holder-change#token=${token}`),
  }
  switch (answerer) {
    case HolderChangeAnswerer.HOLDER: {
      if (holder === null) throw new Error('Nobody holds this product.')
      const data: MailData<'holder-change'> = { ...facts, holder: holder.name }
      for (const { email, locale } of await peopleOf(tx, holder, organisation.id)) {
        await tx.mail({ to: email, template: 'holder-change', locale, data })
      }
      break
    }
    case HolderChangeAnswerer.OWNER: {
      const data: MailData<'holder-change-by-owner'> = facts
      for (const { email, locale } of await peopleToTell(tx, organisation.id, [Role.OWNER])) {
        await tx.mail({ to: email, template: 'holder-change-by-owner', locale, data })
      }
    }
  }
  await tx.audit({
    action: 'product holder change requested',
    subject: { type: 'Product', key: product },
    organisation: organisation.id,
    detail: { from: holder?.id ?? null, to: newHolder.id, answerer, expiresAt: expiresAt.toISOString() },
  })
  return expiresAt
}

/** An Organisation that holds it answers by its owners, anybody else by the address of the contact. */
async function peopleOf(
  tx: Transaction,
  holder: Contact,
  organisation: number,
): Promise<readonly Addressee[]> {
  if (holder.organisation !== null) return peopleToTell(tx, holder.organisation.id, [Role.OWNER])
  return [{ email: holder.email, locale: await languageOf(tx, holder.email, organisation) }]
}

/** The language of a mail to a contact: that of the User with its address, else that of the Organisation's owner. */
async function languageOf(tx: Transaction, email: string, organisation: number): Promise<string> {
  const user = await tx.manager.findOneBy(User, { email: canonicalAddress(email) })
  const [owner] = await peopleToTell(tx, organisation, [Role.OWNER])
  return user?.locale ?? owner?.locale ?? 'en'
}
