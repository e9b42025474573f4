import { Field, ObjectType } from 'type-graphql'
import { IsNull, Not } from 'typeorm'
import { type MailData } from '../mail-data'
import { canonicalAddress } from '../../src/platform/typed-texts'
import { type LinkQuery } from '../../src/write/custom-query'
import { type Operation, type Outcome } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { Address } from '../address/address'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { Contact, contactOf, type ContactRecord } from '../contact/contact.entity'
import { Membership } from '../membership/membership.entity'
import { type Addressee, peopleToTell, peopleToTellOf } from '../membership/remove-member'
import { Role } from '../membership/role'
import { Organisation, OrganisationKind } from '../organisation/organisation.entity'
import { PartnershipAccess, PartnershipStatus } from '../partnership/partnership-terms'
import { Partnership } from '../partnership/partnership.entity'
import { DateTimeScalar } from '../scalars'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { HolderChange, HolderChangeAnswerer } from './holder-change.entity'
import { ProductStatus } from './product-status'
import { Product } from './product.entity'
import {
  type ChangeHolderInput,
  type HolderChangeLinkInput,
  type WithdrawHolderChangeInput,
} from './product.resolver'

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

/** Whoever is asked agrees, by the link: the product is registered in the new name from now on. */
export const confirmHolderChange: Operation<HolderChangeLinkInput> = {
  name: 'confirmHolderChange',
  by: 'anyone',
  run: async (tx, { token }) => {
    const change = await openHolderChange(tx, token)
    await tx.manager.update(HolderChange, change.id, { confirmedAt: tx.now })
    await tx.manager.update(Product, change.product.id, { holder: { id: change.newHolder.id } })
    return answered(tx, change, 'CONFIRMED')
  },
}

/** Whoever is asked does not agree, by the link: everything stays as it is. */
export const refuseHolderChange: Operation<HolderChangeLinkInput> = {
  name: 'refuseHolderChange',
  by: 'anyone',
  run: async (tx, { token }) => {
    const change = await openHolderChange(tx, token)
    await tx.manager.update(HolderChange, change.id, { refusedAt: tx.now })
    return answered(tx, change, 'REFUSED')
  },
}

async function answered(
  tx: Transaction,
  change: HolderChange,
  answer: 'CONFIRMED' | 'REFUSED',
): Promise<Outcome> {
  const { product, newHolder } = change
  await tx.audit({
    action: `product holder change ${answer.toLowerCase()}`,
    subject: { type: 'Product', key: product.id },
    organisation: product.organisation.id,
    detail: { from: product.holder?.id ?? null, to: newHolder.id },
  })
  await recordChange(tx, {
    kind: answer === 'CONFIRMED' ? ChangeKind.HOLDER_CHANGE_CONFIRMED : ChangeKind.HOLDER_CHANGE_REFUSED,
    about: { product: product.id },
    organisation: product.organisation.id,
  })
  await tellAnswer(tx, change, answer)
  return { productName: product.name }
}

/** Both sides learn the answer: the client's owners, and those who answer for the Partner that asked. */
async function tellAnswer(
  tx: Transaction,
  { product, newHolder, requestedIn }: HolderChange,
  answer: 'CONFIRMED' | 'REFUSED' | 'WITHDRAWN',
): Promise<void> {
  const client = product.organisation.id
  const owners = await peopleToTell(tx, client, [Role.OWNER])
  const asking = requestedIn === null || requestedIn.id === client ? [] : [requestedIn.id]
  const partners = await peopleToTellOf(tx, asking, [Role.OWNER, Role.ADMINISTRATOR])
  const people = [...owners, ...[...partners.values()].flat()]
  const data: MailData<'holder-change-answered'> = {
    product: product.name,
    client: product.organisation.name,
    newHolder: newHolder.name,
    answer: `ANSWER_${answer}`,
  }
  for (const { email, locale } of new Map(people.map((one) => [one.email, one])).values()) {
    await tx.mail({ to: email, template: 'holder-change-answered', locale, data })
  }
}

/** The client or its Partner takes back a change of holder that waits. Its link opens nothing any more. */
export const withdrawHolderChange: Operation<WithdrawHolderChangeInput> = {
  name: 'withdrawHolderChange',
  by: 'signed in',
  run: async (tx, { productId }) => {
    const key = await tx.target('Product', productId, 'productId')
    await tx.authorise('withdrawHolderChange', 'Product', key)
    const found = await tx.manager.find(HolderChange, {
      where: { ...WAITING, product: { id: key } },
      relations: CHANGE,
      order: { id: 'DESC' },
      take: 1,
    })
    // What another Partner once asked for is not there for this one.
    const change = found.find((one) => one.organisation !== null && isOpen(one, tx.now) && isAskedBy(tx, one))
    if (change === undefined) throw refuse('CONFLICT', 'NO_HOLDER_CHANGE', { field: 'productId' })
    await tx.manager.update(HolderChange, change.id, { withdrawnAt: tx.now })
    await tx.audit({
      action: 'product holder change withdrawn',
      subject: { type: 'Product', key },
      organisation: change.product.organisation.id,
      detail: { to: change.newHolder.id },
    })
    await tellAnswer(tx, change, 'WITHDRAWN')
    return { product: { type: 'Product', key } }
  },
}

/** A change is withdrawn by the client, by who asked, and by the Partner where its client asked. */
function isAskedBy({ principal }: ActingTransaction, { product, requestedIn }: HolderChange): boolean {
  const [acting, client] = [principal.organisation?.id, product.organisation.id]
  return acting === client || requestedIn?.id === acting || requestedIn?.id === client
}

const WAITING = { confirmedAt: IsNull(), refusedAt: IsNull(), voidedAt: IsNull(), withdrawnAt: IsNull() }
const CHANGE = {
  newHolder: true,
  organisation: true,
  requestedIn: true,
  product: { holder: true, organisation: true },
} as const

function isOpen({ expiresAt, product }: HolderChange, now: Date): boolean {
  return expiresAt.getTime() > now.getTime() && product.status !== ProductStatus.ENDED
}

/** What looking a link up takes. */
type Looking = Pick<Transaction, 'manager' | 'now' | 'digestOf'>

/** The change of holder that a link opens; undefined if the link is unknown, used, void or expired. */
async function findHolderChange(
  { manager, now, digestOf }: Looking,
  token: string,
): Promise<HolderChange | undefined> {
  const change = await manager.findOne(HolderChange, {
    where: { ...WAITING, tokenHash: digestOf(token) },
    relations: CHANGE,
  })
  if (change === null || !isOpen(change, now)) return undefined
  const { product, answerer } = change
  // The holder that was asked is there no more.
  if (answerer !== HolderChangeAnswerer.OWNER && product.holder === null) return undefined
  return (await mayStillAsk(manager, change)) ? change : undefined
}

/** A Partner that has lost its full mandate meanwhile asks for nothing any more. */
async function mayStillAsk(
  manager: Transaction['manager'],
  { organisation, requestedIn, product }: HolderChange,
): Promise<boolean> {
  if (organisation === null || requestedIn === null) return true
  if (organisation.id !== product.organisation.id) return false
  if (requestedIn.id === organisation.id) return true
  return manager.existsBy(Partnership, {
    client: { id: organisation.id },
    partner: { id: requestedIn.id },
    status: PartnershipStatus.ACTIVE,
    partnerAccess: PartnershipAccess.FULL,
  })
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
  await tx.manager.update(HolderChange, { ...WAITING, product: { id: product } }, { voidedAt: tx.now })
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
@ObjectType({ description: 'A change of holder that waits for the answer of whoever has the link.' })
export class HolderChangeByLink {
  @Field(() => String, { description: 'The name of the product.' })
  productName: string

  @Field(() => HolderRecord, {
    nullable: true,
    description: 'Your own record as the holder of a product; null where you are asked as the owner.',
  })
  holder: HolderRecord | null

  @Field(() => String, { nullable: true, description: 'The Organisation in which it was asked for.' })
  askedBy: string | null

  @Field(() => String, { description: 'The Organisation on which the product is installed.' })
  askedFor: string

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
    if (change === undefined) return null
    const { product, requestedIn, answerer } = change
    return Object.assign(new HolderChangeByLink(), {
      productName: product.name,
      holder: answerer === HolderChangeAnswerer.OWNER ? null : recordOf(product.holder),
      askedBy: requestedIn?.name ?? null,
      askedFor: product.organisation.name,
      newHolderName: change.newHolder.name,
      expiresAt: change.expiresAt,
    })
  },
}

function recordOf(holder: Contact | null): HolderRecord | null {
  if (holder === null) return null
  const { name, kind, email, phone, address } = holder
  return Object.assign(new HolderRecord(), { name, kind, email, phone, address })
}
