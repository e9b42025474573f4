import { In } from 'typeorm'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { ClientGrant } from '../membership/membership.entity'
import { Organisation } from '../organisation/organisation.entity'
import { Product } from '../product/product.entity'
import { soldIn } from '../product/renew-product'
import { refuse } from '../user-error/user-error'
import { heldOffer, type HeldOffer } from './offer'
import { noteEvent, notifyClient, notifyPartner } from './partnership-history'
import { PartnershipEventKind, PartnershipStatus } from './partnership-terms'
import { termsOf } from './terms'
import { Partnership } from './partnership.entity'
import { type EndPartnershipInput } from './partnership.inputs'

/**
 * Either side ends the mandate, at any time and for good. Invoices and orders stay whose they are; the Partner's people
 * lose the client, and products whose renewals the Partner paid are the client's to pay.
 */
export const endPartnership: Operation<EndPartnershipInput, { readonly proved: boolean }> = {
  name: 'endPartnership',
  by: 'signed in',
  prepare: async (outside, { password }) => ({ proved: await outside.passwordMatches(password) }),
  run: async (tx, { partnershipId }, { proved }) => {
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    await tx.authorise('end', 'Partnership', key)
    // WHY only now: a partnership that the caller may not know is answered alike for every password.
    if (!proved) throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    const mandate = await heldOffer(tx, key)
    await tx.authorise('end', 'Partnership', key)
    await end(tx, mandate)
    await notifyTheOther(tx, mandate)
    return { partnership: { type: 'Partnership', key } }
  },
}

async function end(tx: ActingTransaction, mandate: HeldOffer): Promise<void> {
  const { key, client } = mandate
  const before = await termsOf(tx, key)
  await tx.manager.update(Partnership, key, {
    status: PartnershipStatus.ENDED,
    endedAt: tx.now,
    clientName: mandate.nameNow,
  })
  await handBackProducts(tx, mandate)
  await withdrawClient(tx, mandate)
  const by = tx.principal.user?.id ?? null
  await noteEvent(tx, {
    partnership: key,
    client,
    kind: PartnershipEventKind.ENDED,
    by,
    before,
    after: null,
  })
}

async function notifyTheOther(tx: ActingTransaction, { key, client }: HeldOffer): Promise<void> {
  const byClient = tx.principal.organisation?.id === client
  const endedOn = tx.today
  if (byClient) {
    await notifyPartner(tx, key, {
      template: 'partnership-ended',
      data: (names) => ({ ...names, endedBy: 'CLIENT', endedOn }),
    })
  } else {
    await notifyClient(tx, key, {
      template: 'partnership-ended',
      data: (names) => ({ ...names, endedBy: 'PARTNER', endedOn }),
    })
  }
}

/**
 * Takes the client from the Partner's people it was given to. Without a mandate a grant gives nothing; it is removed so
 * that it does not come back with a later mandate.
 */
async function withdrawClient(
  tx: Transaction,
  { client, partner }: { readonly client: number; readonly partner: number },
): Promise<void> {
  const grants = await tx.manager.find(ClientGrant, {
    where: { client: { id: client }, membership: { organisation: { id: partner } } },
    order: { id: 'ASC' },
  })
  await tx.manager.delete(ClientGrant, { id: In(grants.map(({ id }) => id)) })
}

/**
 * The client pays from now on for the products whose renewals the Partner paid: nobody is billed for a client it has
 * no mandate of. The price is in the client's currency again. Orders and invoices made before stay as they are.
 */
export async function handBackProducts(
  tx: Transaction,
  { key, client, partner }: Pick<HeldOffer, 'key' | 'client' | 'partner'>,
): Promise<void> {
  const paid = { organisation: { id: client }, payer: { id: partner } }
  const found = await tx.manager.find(Product, { where: paid, order: { id: 'ASC' } })
  await tx.lock(
    'products',
    found.map(({ id }) => id),
  )
  // Asked again: one may have been given away while its lock was waited for.
  const held = await tx.manager.find(Product, { where: paid, order: { id: 'ASC' } })
  if (held.length === 0) return
  await tx.manager.update(
    Product,
    { id: In(held.map(({ id }) => id)) },
    { payer: { id: client }, resellerPrice: null, payerOfferedAt: null },
  )
  const { currency } = await tx.manager.findOneByOrFail(Organisation, { id: client })
  await priceAgain(
    tx,
    held.filter((product) => product.currency !== currency),
    currency,
  )
  await tx.audit({
    action: 'products paid by the client again',
    subject: { type: 'Partnership', key },
    organisation: client,
    detail: { products: held.map(({ id }) => id) },
  })
}

/** One statement a category. What is not sold in the currency keeps its price until it is renewed or ends. */
async function priceAgain(tx: Transaction, foreign: readonly Product[], currency: string): Promise<void> {
  for (const category of new Set(foreign.map((product) => product.category))) {
    const alike = foreign.filter((product) => product.category === category)
    const [first] = alike
    const publicPrice = first === undefined ? undefined : await soldIn(tx, first, currency)
    if (publicPrice === undefined) continue
    await tx.manager.update(Product, { id: In(alike.map(({ id }) => id)) }, { publicPrice, currency })
  }
}
