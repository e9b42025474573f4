import { type MailData } from '../mail-data'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { Organisation } from '../organisation/organisation.entity'
import { refuse } from '../user-error/user-error'
import { ProductStatus } from './product-status'
import { Product } from './product.entity'
import { type AnswerPayerOfferInput, type OfferPayerInput } from './product.resolver'
import { soldIn } from './renew-product'

/**
 * A Partner offers its role as payer of a product back to the client. Nothing changes before the client accepts; until
 * then the Partner may turn the automatic renewal off, and let the product run out.
 */
export const offerPayer: Operation<OfferPayerInput> = {
  name: 'offerPayer',
  by: 'signed in',
  run: async (tx, { productId }) => {
    const key = await tx.target('Product', productId, 'productId')
    await tx.authorise('offerPayer', 'Product', key)
    const product = await readProduct(tx, key)
    if (product.payerOfferedAt !== null) throw refuse('CONFLICT', 'UNCHANGED', { field: 'productId' })
    await tx.manager.update(Product, key, { payerOfferedAt: tx.now })
    const data: MailData<'payer-offered'> = {
      partner: product.payer.name,
      client: product.organisation.name,
      product: product.name,
    }
    for (const { email, locale } of await peopleToTell(tx, product.organisation.id, [Role.OWNER])) {
      await tx.mail({ to: email, template: 'payer-offered', locale, data })
    }
    await note(tx, product, 'payer offered back')
    return { product: { type: 'Product', key } }
  },
}

/** The client becomes the payer of a product that its Partner has paid so far, or does not. Orders and invoices stay. */
export const answerPayerOffer: Operation<AnswerPayerOfferInput> = {
  name: 'answerPayerOffer',
  by: 'signed in',
  run: async (tx, { productId, accept }) => {
    const key = await tx.target('Product', productId, 'productId')
    await tx.authorise('answerPayerOffer', 'Product', key)
    const product = await readProduct(tx, key)
    const partner = product.payer.id
    if (accept) await takePayer(tx, product)
    else await tx.manager.update(Product, key, { payerOfferedAt: null })
    const data: MailData<'payer-offer-answered'> = {
      client: product.organisation.name,
      product: product.name,
      answer: accept ? 'ANSWER_ACCEPTED' : 'ANSWER_REFUSED',
    }
    for (const { email, locale } of await peopleToTell(tx, partner, [Role.OWNER, Role.ADMINISTRATOR])) {
      await tx.mail({ to: email, template: 'payer-offer-answered', locale, data })
    }
    await note(tx, product, accept ? 'payer taken over' : 'payer offer refused')
    return { product: { type: 'Product', key } }
  },
}

/** The client pays, at the public price in its own currency; what is not sold in it keeps its price until it is renewed. */
async function takePayer(tx: Transaction, product: Product): Promise<void> {
  const { id, currency } = await tx.manager.findOneByOrFail(Organisation, { id: product.organisation.id })
  const publicPrice = await soldIn(tx, product, currency)
  await tx.manager.update(Product, product.id, {
    payer: { id },
    payerOfferedAt: null,
    resellerPrice: null,
    ...(publicPrice === undefined ? {} : { publicPrice, currency }),
  })
}

async function readProduct(tx: ActingTransaction, key: number): Promise<Product> {
  const product = await tx.manager.findOneOrFail(Product, {
    where: { id: key },
    relations: { organisation: true, payer: true },
  })
  if (product.status === ProductStatus.ENDED)
    throw refuse('CONFLICT', 'PRODUCT_ENDED', { field: 'productId' })
  return product
}

function note(tx: Transaction, { id, organisation }: Product, action: string): Promise<void> {
  return tx.audit({ action, subject: { type: 'Product', key: id }, organisation: organisation.id })
}
