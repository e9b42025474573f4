import { Field, ObjectType } from 'type-graphql'
import { IsNull } from 'typeorm'
import { type MailData } from '../mail-data'
import { type LinkQuery } from '../../src/write/custom-query'
import { type Operation, type Outcome } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { Address } from '../address/address'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { Contact } from '../contact/contact.entity'
import { peopleToTell, peopleToTellOf } from '../membership/remove-member'
import { Role } from '../membership/role'
import { OrganisationKind } from '../organisation/organisation.entity'
import { PartnershipAccess, PartnershipStatus } from '../partnership/partnership-terms'
import { Partnership } from '../partnership/partnership.entity'
import { DateTimeScalar } from '../scalars'
import { refuse } from '../user-error/user-error'
import { HolderChange, HolderChangeAnswerer } from './holder-change.entity'
import { ProductStatus } from './product-status'
import { Product } from './product.entity'
import { type HolderChangeLinkInput, type WithdrawHolderChangeInput } from './product.resolver'

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
