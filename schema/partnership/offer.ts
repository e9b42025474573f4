import { In } from 'typeorm'
import { type MailWord } from '../mail-data'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { Product } from '../product/product.entity'
import { refuse } from '../user-error/user-error'
import { spendLink } from './invitation-link'
import { sameTimeAfter, notifyPartner } from './partnership-history'
import { PartnershipAccess, PaymentMode } from './partnership-terms'
import { type MandateTerms, termsOf } from './terms'
import { Partnership } from './partnership.entity'

/** A partnership with the ids of both sides. */
export interface HeldOffer {
  readonly key: number
  readonly client: number
  readonly clientName: string
  readonly partner: number
  readonly requestedByPartner: boolean
  readonly expiresAt: Date | null
  /** What the client is called now, whatever the partnership keeps. */
  readonly nameNow: string
}

/**
 * A partnership, locked with its client's row: under that lock everything about a client's mandates happens one after
 * the other. INVARIANT: who the client is never changes, so it may be read before the lock.
 */
export async function heldOffer(tx: Transaction, key: number): Promise<HeldOffer> {
  const of = { where: { id: key }, relations: { client: true, partner: true } }
  const { client } = await tx.manager.findOneOrFail(Partnership, of)
  await tx.lock('organisations', [client.id])
  await tx.lock('partnerships', [key])
  const held = await tx.manager.findOneOrFail(Partnership, of)
  return {
    key,
    client: held.client.id,
    clientName: held.clientName,
    partner: held.partner.id,
    requestedByPartner: held.requestedByPartner,
    expiresAt: held.expiresAt,
    nameNow: held.client.name,
  }
}

/** What is offered, in a word that mails say in every language. Never an amount. */
export function offerWord(terms: MandateTerms): MailWord {
  if (!('paymentMode' in terms)) return 'LIMITED'
  return terms.paymentMode === PaymentMode.CLIENT_PAYS ? 'FULL_CLIENT_PAYS' : 'FULL_PARTNER_PAYS'
}

/** Terms as the client writes them. */
interface TermsInput {
  readonly access: PartnershipAccess
  readonly productIds?: readonly string[] | null | undefined
  readonly paymentMode?: PaymentMode | null | undefined
}

/** Terms whose products have not been looked for yet. */
type ShapedTerms =
  | { readonly access: PartnershipAccess.LIMITED; readonly productIds: readonly string[] }
  | { readonly access: PartnershipAccess.FULL; readonly paymentMode: PaymentMode }

/** @throws Refusal BAD_USER_INPUT: limited access has products and no mode, full access a mode and no products. */
export function offeredTerms({ access, productIds, paymentMode }: TermsInput): ShapedTerms {
  const ids = productIds ?? []
  const mode = paymentMode ?? null
  switch (access) {
    case PartnershipAccess.LIMITED:
      if (mode !== null)
        throw refuse('BAD_USER_INPUT', 'NO_MODE_WITH_LIMITED_ACCESS', { field: 'paymentMode' })
      if (ids.length === 0) throw refuse('BAD_USER_INPUT', 'PRODUCTS_NEEDED', { field: 'productIds' })
      if (new Set(ids).size < ids.length) {
        throw refuse('BAD_USER_INPUT', 'PRODUCT_REPEATED', { field: 'productIds' })
      }
      return { access, productIds: ids }
    case PartnershipAccess.FULL:
      if (ids.length > 0)
        throw refuse('BAD_USER_INPUT', 'NO_PRODUCTS_WITH_FULL_ACCESS', { field: 'productIds' })
      if (mode === null) throw refuse('BAD_USER_INPUT', 'MODE_NEEDED', { field: 'paymentMode' })
      return { access, paymentMode: mode }
  }
}

/**
 * The same with the products found, and held so that none is given away meanwhile. All of them or none.
 * @throws Refusal NOT_FOUND: a product that is not the client's, or that may not be known.
 */
export async function foundTerms(
  tx: ActingTransaction,
  client: number,
  terms: ShapedTerms,
): Promise<MandateTerms> {
  if (terms.access === PartnershipAccess.FULL) return terms
  const products = await tx.targets('Product', terms.productIds, 'productIds')
  const installed = await tx.manager.countBy(Product, { id: In([...products]), organisation: { id: client } })
  if (installed !== products.length) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'productIds' })
  return { access: terms.access, products }
}

const DAYS_TO_ANSWER = 30

/**
 * Gives an invitation a new link and sends it to the Partner. The link of an earlier mail no longer works, and the
 * time to answer begins anew. INVARIANT: only the digest of the token is stored.
 */
export async function sendInvitation(
  tx: Transaction,
  partnership: number,
  template: 'invitation' | 'invitation-resent',
): Promise<void> {
  const { token, hash } = tx.newToken()
  const expiresAt = sameTimeAfter(tx.now, DAYS_TO_ANSWER)
  await spendLink(tx, partnership)
  await tx.manager.update(Partnership, partnership, { tokenHash: hash, expiresAt })
  const { productCount } = await tx.manager.findOneByOrFail(Partnership, { id: partnership })
  const offer = offerWord(await termsOf(tx, partnership))
  await notifyPartner(tx, partnership, {
    template,
    data: (names) => ({
      ...names,
      offer,
      products: productCount,
      expiresOn: tx.dayOf(expiresAt),
      link: tx.link(`/invitation#token=${token}`),
    }),
  })
}
