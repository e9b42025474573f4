import { In, Not } from 'typeorm'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { ProductStatus } from '../product/product-status'
import { Product } from '../product/product.entity'
import { peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { refuse } from '../user-error/user-error'
import { handBackProducts } from './end-partnership'
import { foundTerms, heldOffer, type HeldOffer, offeredTerms } from './offer'
import { noteEvent, notifyPartner } from './partnership-history'
import { PartnershipAccess, PartnershipEventKind, PartnershipStatus, PaymentMode } from './partnership-terms'
import { termColumns, type MandateTerms, termsOf } from './terms'
import { isWider } from './partnership.changes'
import { Partnership, PartnershipGrant } from './partnership.entity'
import { type ChangePartnershipAccessInput, type ChangePaymentModeInput } from './partnership.inputs'

/**
 * The client gives its Partner more or less: other products, the whole client, or single products only. Effective at
 * once. The payment mode of full access that stays full is changed by `changePaymentMode`.
 */
export const changePartnershipAccess: Operation<ChangePartnershipAccessInput> = {
  name: 'changePartnershipAccess',
  by: 'signed in',
  run: async (tx, input) => {
    const shaped = offeredTerms(input)
    const key = await tx.target('Partnership', input.partnershipId, 'partnershipId')
    const mandate = await heldOffer(tx, key)
    await tx.authorise('changeAccess', 'Partnership', key)
    const after = await foundTerms(tx, mandate.client, shaped)
    const before = await termsOf(tx, key)
    await checkMayChange(tx, mandate, { before, after })
    await tx.manager.update(Partnership, key, termColumns(after))
    await grantProducts(tx, key, after)
    if (after.access === PartnershipAccess.LIMITED) await handBackProducts(tx, mandate)
    if (isWider({ before, after })) await admitNews(tx, mandate.partner)
    await noteEvent(tx, {
      partnership: key,
      client: mandate.client,
      kind: PartnershipEventKind.ACCESS_CHANGED,
      by: tx.principal.user?.id ?? null,
      before,
      after,
    })
    return { partnership: { type: 'Partnership', key } }
  },
}

/** WHY here: the mails follow later, from a job, and whoever causes them pays for them. */
async function admitNews(tx: ActingTransaction, partner: number): Promise<void> {
  for (const { email: to } of await peopleToTell(tx, partner, [Role.OWNER, Role.ADMINISTRATOR])) {
    await tx.admitMail({ to, template: 'access-widened' })
  }
}

async function checkMayChange(
  tx: ActingTransaction,
  mandate: HeldOffer,
  { before, after }: { readonly before: MandateTerms; readonly after: MandateTerms },
): Promise<void> {
  if (before.access === PartnershipAccess.FULL && after.access === PartnershipAccess.FULL) {
    throw refuse('CONFLICT', 'UNCHANGED', { field: 'access' })
  }
  if ('products' in before && 'products' in after && sameProducts(before.products, after.products)) {
    throw refuse('CONFLICT', 'UNCHANGED', { field: 'productIds' })
  }
  if (after.access === PartnershipAccess.FULL && (await hasOtherFullPartner(tx, mandate))) {
    throw refuse('CONFLICT', 'FULL_PARTNER_EXISTS', { field: 'access' })
  }
}

function sameProducts(before: readonly number[], after: readonly number[]): boolean {
  return before.length === after.length && after.every((product) => before.includes(product))
}

/**
 * The client changes who settles what its Partner orders, effective at once. Orders placed before keep their payer.
 * INVARIANT: the client's row is locked, so that no order of the Partner is placed under both modes.
 */
export const changePaymentMode: Operation<ChangePaymentModeInput> = {
  name: 'changePaymentMode',
  by: 'signed in',
  run: async (tx, { partnershipId, paymentMode }) => {
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    const { client } = await tx.manager.findOneOrFail(Partnership, {
      where: { id: key },
      relations: { client: true },
    })
    await tx.authorise('changePaymentMode', 'Partnership', key)
    const partnership = await tx.manager.findOneByOrFail(Partnership, { id: key })
    const before = partnership.paymentMode
    // The policy allows it with full access only, which has a mode.
    if (before === null || before === paymentMode)
      throw refuse('CONFLICT', 'ALREADY_THIS_MODE', { field: 'paymentMode' })
    await tx.manager.update(Partnership, key, { paymentMode })
    await noteEvent(tx, {
      partnership: key,
      client: client.id,
      kind: PartnershipEventKind.PAYMENT_MODE_CHANGED,
      by: tx.principal.user?.id ?? null,
      before: { access: PartnershipAccess.FULL, paymentMode: before },
      after: { access: PartnershipAccess.FULL, paymentMode },
    })
    await notifyPartner(tx, key, {
      template: 'payment-mode-changed',
      data: (names) => ({ ...names, mode: paymentMode, changedOn: tx.today }),
    })
    if (paymentMode === PaymentMode.CLIENT_PAYS) await nameWhatStaysWithPartner(tx, key, client.id)
    return { partnership: { type: 'Partnership', key } }
  },
}

/** Tells the Partner which products still renew at its cost: a switch takes no stored payer away. */
async function nameWhatStaysWithPartner(tx: Transaction, partnership: number, client: number): Promise<void> {
  const { partner } = await tx.manager.findOneOrFail(Partnership, {
    where: { id: partnership },
    relations: { partner: true },
  })
  const paid = await tx.manager.find(Product, {
    select: { id: true, name: true },
    where: {
      organisation: { id: client },
      payer: { id: partner.id },
      status: Not(ProductStatus.ENDED),
    },
    order: { id: 'ASC' },
    take: MOST_NAMED + 1,
  })
  if (paid.length === 0) return
  const names = paid.slice(0, MOST_NAMED).map(({ name }) => name)
  const products = [...names, ...(paid.length > MOST_NAMED ? ['…'] : [])].join('\n')
  await notifyPartner(tx, partnership, {
    template: 'still-your-renewals',
    data: (sides) => ({ ...sides, products }),
  })
}

/** So many products stand in one mail; the dashboard has all of them. */
const MOST_NAMED = 100

/**
 * Makes the granted products of a partnership those of its terms: none where the whole client is covered.
 * WHY what stays is not written again: which grant is the oldest decides who earns cashback.
 */
export async function grantProducts(
  tx: Transaction,
  partnership: number,
  terms: MandateTerms,
): Promise<void> {
  const wanted = 'products' in terms ? terms.products : []
  const of = { partnership: { id: partnership } }
  const grants = await tx.manager.find(PartnershipGrant, { where: of, relations: { product: true } })
  const gone = grants.filter(({ product }) => !wanted.includes(product.id))
  const known = new Set(grants.map(({ product }) => product.id))
  await tx.manager.delete(PartnershipGrant, { id: In(gone.map(({ id }) => id)) })
  const added = wanted.filter((id) => !known.has(id))
  if (added.length === 0) return
  await tx.manager.insert(
    PartnershipGrant,
    added.map((id) => ({ ...of, product: { id } })),
  )
}

/** Whether a Partner other than this one manages the whole client. Call it while the client's row is locked. */
export function hasOtherFullPartner(
  tx: Pick<Transaction, 'manager'>,
  { client, partner }: { readonly client: number; readonly partner: number },
): Promise<boolean> {
  return tx.manager.existsBy(Partnership, {
    client: { id: client },
    partner: { id: Not(partner) },
    status: PartnershipStatus.ACTIVE,
    partnerAccess: PartnershipAccess.FULL,
  })
}
