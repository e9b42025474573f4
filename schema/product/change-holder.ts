import { Field, ObjectType } from 'type-graphql'
import { IsNull } from 'typeorm'
import { type MailData } from '../mail-data'
import { canonicalAddress } from '../../src/platform/typed-texts'
import { type LinkQuery } from '../../src/write/custom-query'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { Address } from '../address/address'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { Contact, contactOf, type ContactRecord } from '../contact/contact.entity'
import { peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { OrganisationKind } from '../organisation/organisation.entity'
import { DateTimeScalar } from '../scalars'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { HolderChange } from './holder-change.entity'
import { ProductStatus } from './product-status'
import { Product } from './product.entity'
import { type ChangeHolderInput, type HolderChangeLinkInput } from './product.resolver'

/**
 * Names another holder. The current one is asked by mail and confirms within two days, else nothing changes; where
 * there is none, the new one is it at once. A later request takes the place of one that waits.
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
    const about = { product: key, name, organisation: organisation.id, newHolder }
    const expiresAt = holder === null ? await takeAtOnce(tx, about) : await askHolder(tx, holder, about)
    return { product: { type: 'Product', key }, holderAnswersUntil: expiresAt?.toISOString() ?? null }
  },
}

function readProduct(tx: ActingTransaction, key: number): Promise<Product> {
  return tx.manager.findOneOrFail(Product, {
    where: { id: key },
    relations: { organisation: true, holder: true },
  })
}

async function takeAtOnce(
  tx: ActingTransaction,
  { product, organisation, newHolder }: { product: number; organisation: number; newHolder: Contact },
): Promise<null> {
  await tx.manager.update(Product, product, { holder: { id: newHolder.id } })
  await tx.audit({
    action: 'product holder named',
    subject: { type: 'Product', key: product },
    organisation,
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

/** The question to the current holder. */
interface HolderQuestion {
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
async function askHolder(tx: Transaction, holder: Contact, question: HolderQuestion): Promise<Date> {
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

/** The language of a mail to a contact: that of the User with its address, else that of the Organisation's owner. */
async function languageOf(tx: Transaction, email: string, organisation: number): Promise<string> {
  const user = await tx.manager.findOneBy(User, { email: canonicalAddress(email) })
  const [owner] = await peopleToTell(tx, organisation, [Role.OWNER])
  return user?.locale ?? owner?.locale ?? 'en'
}

/** The current holder agrees, by the link: the product is registered in the new name from now on. */
export const confirmHolderChange: Operation<HolderChangeLinkInput> = {
  name: 'confirmHolderChange',
  by: 'anyone',
  run: async (tx, { token }) => {
    const { id, product, newHolder } = await openHolderChange(tx, token)
    await tx.manager.update(HolderChange, id, { confirmedAt: tx.now })
    await tx.manager.update(Product, product.id, { holder: { id: newHolder.id } })
    await tx.audit({
      action: 'product holder change confirmed',
      subject: { type: 'Product', key: product.id },
      organisation: product.organisation.id,
      detail: { from: product.holder?.id ?? null, to: newHolder.id },
    })
    await recordChange(tx, {
      kind: ChangeKind.HOLDER_CHANGE_CONFIRMED,
      about: { product: product.id },
      organisation: product.organisation.id,
    })
    return { productName: product.name }
  },
}

/** The current holder does not agree, by the link: everything stays as it is. */
export const refuseHolderChange: Operation<HolderChangeLinkInput> = {
  name: 'refuseHolderChange',
  by: 'anyone',
  run: async (tx, { token }) => {
    const { id, product, newHolder } = await openHolderChange(tx, token)
    await tx.manager.update(HolderChange, id, { refusedAt: tx.now })
    await tx.audit({
      action: 'product holder change refused',
      subject: { type: 'Product', key: product.id },
      organisation: product.organisation.id,
      detail: { from: product.holder?.id ?? null, to: newHolder.id },
    })
    await recordChange(tx, {
      kind: ChangeKind.HOLDER_CHANGE_REFUSED,
      about: { product: product.id },
      organisation: product.organisation.id,
    })
    return { productName: product.name }
  },
}

/** What looking a link up takes. */
type Looking = Pick<Transaction, 'manager' | 'now' | 'digestOf'>

/** The change of holder that a link opens; undefined if the link is unknown, used, void or expired. */
async function findHolderChange(
  { manager, now, digestOf }: Looking,
  token: string,
): Promise<HolderChange | undefined> {
  const change = await manager.findOne(HolderChange, {
    where: { tokenHash: digestOf(token) },
    relations: { newHolder: true, product: { holder: true, organisation: true } },
  })
  if (change === null) return undefined
  const answered = change.confirmedAt !== null || change.refusedAt !== null || change.voidedAt !== null
  const late = change.expiresAt.getTime() <= now.getTime()
  const gone = change.product.status === ProductStatus.ENDED || change.product.holder === null
  return answered || late || gone ? undefined : change
}

/** The same for an answer, with its product locked. @throws Refusal NOT_FOUND */
async function openHolderChange(tx: Transaction, token: string): Promise<HolderChange> {
  const found = await findHolderChange(tx, token)
  // WHY also without a row: an unknown link takes the same steps.
  await tx.lock('organisations', [found?.product.organisation.id ?? 0])
  await tx.lock('products', [found?.product.id ?? 0])
  const change = await findHolderChange(tx, token)
  if (change === undefined) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'token' })
  return change
}

/** Closes every change of holder of a product that still waits for its answer. The product is locked. */
export async function voidHolderChanges(tx: Transaction, product: number): Promise<void> {
  await tx.manager.update(
    HolderChange,
    { product: { id: product }, confirmedAt: IsNull(), refusedAt: IsNull(), voidedAt: IsNull() },
    { voidedAt: tx.now },
  )
}

@ObjectType({ description: 'The record of the current holder, for whoever has the link.' })
class HolderRecord {
  @Field(() => String, { description: 'The name in which the product is registered.' })
  name: string

  @Field(() => OrganisationKind, { description: 'A private person, a company or an association.' })
  kind: OrganisationKind

  @Field(() => String, { description: 'Where the mail with the link went.' })
  email: string

  @Field(() => String, { nullable: true, description: 'The telephone number.' })
  phone: string | null

  @Field(() => Address, { nullable: true, description: 'The address registered with the product.' })
  address: Address
}

/** A holder need not be a User: whoever has the link may answer, and sees no more than this. */
@ObjectType({ description: 'A change of holder that waits for the answer of the current one.' })
export class HolderChangeByLink {
  @Field(() => String, { description: 'The name of the product.' })
  productName: string

  @Field(() => HolderRecord, { description: 'Your own record as the holder of a product.' })
  holder: HolderRecord

  @Field(() => String, { description: 'In whose name it would stand.' })
  newHolderName: string

  @Field(() => DateTimeScalar, {
    description: 'Until when you may answer. After that, everything stays as it is.',
  })
  expiresAt: Date
}

/** What the page behind the link shows. */
export const holderChangeOfLink: LinkQuery<{ readonly token: string }, HolderChangeByLink> = {
  name: 'holderChange',
  find: async (tx, { token }) => {
    const change = await findHolderChange(tx, token)
    const holder = change?.product.holder ?? null
    if (change === undefined || holder === null) return null
    const { name, kind, email, phone, address } = holder
    return Object.assign(new HolderChangeByLink(), {
      productName: change.product.name,
      holder: Object.assign(new HolderRecord(), { name, kind, email, phone, address }),
      newHolderName: change.newHolder.name,
      expiresAt: change.expiresAt,
    })
  },
}
