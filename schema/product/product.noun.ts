import { productChanges } from './product.changes'
import { HOUR, noun } from '../noun'
import { type MailCheck, type MutationExample } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { HolderChange } from './holder-change.entity'
import { Product } from './product.entity'
import { productMails } from './product.mails'
import { ProductResolver } from './product.resolver'
import { ageProducts, remindOfRenewals, renewProducts } from './renewal-jobs'
import { RightsResolver } from './rights.resolver'

const holder = {
  name: 'Nele Probe',
  kind: 'PRIVATE',
  email: 'nele@probe.example',
  address: { street: 'Gasse 1', postalCode: '3000', city: 'Bern', country: 'CH' },
}

/** The inputs with which the contract tests try the mutations of products. */
const productExamples: Readonly<Record<string, MutationExample>> = {
  renewProduct: {
    ...onProduct('renew', ({ id }) => ({ productId: `Product:${id}` })),
    other: (input) => ({ ...input, years: 2 }),
  },
  updateProduct: {
    ...onProduct('update', ({ id, auto_renew: now }) => ({
      productId: `Product:${id}`,
      autoRenew: Number(now) === 0,
    })),
    needs: [{ action: 'update' }, { action: 'read', field: 'autoRenew' }],
  },
  changeHolder: {
    ...onProduct('changeHolder', ({ id }) => ({ productId: `Product:${id}`, holder })),
    other: (input) => ({ ...input, holder: { ...holder, name: 'Nils Probe' } }),
  },
  transferProduct: {
    ...onProduct('transfer', ({ id, organisation_id: from }, { idOf }) => {
      const jura = idOf('organisation/jura')
      return {
        productId: `Product:${id}`,
        organisationId: `Organisation:${from}` === jura ? idOf('organisation/duval') : jura,
      }
    }),
    references: {
      organisationId: {
        type: 'Organisation',
        put: (input, organisationId) => ({ ...input, organisationId }),
      },
    },
    other: (input, { idOf }) => ({ ...input, organisationId: idOf('organisation/duval') }),
    byOnePersonOnly: true,
  },
}

function onProduct(action: string, minimal: MutationExample['minimal']): MutationExample {
  return { target: 'Product', field: 'productId', needs: [{ action }], concerns: 'organisation_id', minimal }
}

/** WHY no policy: the recipient need not be a User. The mail goes to the holder of the product and nobody else. */
const productMailChecks: Readonly<Record<string, MailCheck>> = {
  'holder-change': ({ to, data, target, find }) => {
    const holder = find('contacts', target['holder_id'])
    const right = holder?.['email'] === to && data['holder'] === holder['name']
    return right && data['product'] === target['name'] ? [] : [`not the holder's: ${JSON.stringify(data)}`]
  },
}

/** Why a change of the rights over a product is refused. */
const productReasons = {
  ALREADY_INSTALLED_THERE: {
    en: 'The product is installed on this Organisation already.',
    fr: 'Le produit est déjà installé dans cette organisation.',
    de: 'Das Produkt ist bereits bei dieser Organisation installiert.',
    it: 'Il prodotto è già installato presso questa organizzazione.',
  },
  PRODUCT_ENDED: {
    en: 'The product has ended.',
    fr: 'Le produit a pris fin.',
    de: 'Das Produkt ist beendet.',
    it: 'Il prodotto è terminato.',
  },
  UNPAID_ORDER: {
    en: 'An order of this product is not paid yet. Settle or cancel it first.',
    fr: 'Une commande de ce produit n’est pas encore payée. Réglez-la ou annulez-la d’abord.',
    de: 'Eine Bestellung dieses Produkts ist noch nicht bezahlt. Begleichen oder stornieren Sie sie zuerst.',
    it: 'Un ordine di questo prodotto non è ancora pagato. Prima lo saldi o lo annulli.',
  },
  NOT_SOLD_IN_CURRENCY: {
    en: 'The receiving Organisation pays in {currency}, in which this kind of product is not sold.',
    fr: 'L’organisation destinataire paie en {currency}, monnaie dans laquelle ce type de produit n’est pas vendu.',
    de: 'Die empfangende Organisation zahlt in {currency}; in dieser Währung wird diese Art Produkt nicht verkauft.',
    it: 'L’organizzazione ricevente paga in {currency}, valuta in cui questo tipo di prodotto non è venduto.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const product = noun({
  name: 'product',
  entities: [Product, HolderChange],
  resolvers: [ProductResolver, RightsResolver],
  changes: productChanges,
  jobs: ({ dependencies }) => [
    {
      name: 'renewals',
      every: HOUR,
      means: 'Renews products two weeks before they are due, stops those not paid, and ends them in time.',
      run: async (now) => ({
        ...(await renewProducts(dependencies, now)),
        ...(await ageProducts(dependencies, now)),
      }),
    },
    {
      name: 'reminders',
      every: HOUR,
      means: 'Reminds who is billed of renewals, fourteen, seven days and one day before they are due.',
      run: (now) => remindOfRenewals(dependencies, now),
    },
  ],
  reasons: productReasons,
  mails: productMails,
  personReferences: [
    {
      at: 'products.managed_by_id',
      exported: shared('products-managed', {
        type: 'Product',
        fields: 'name category status expiresOn organisation { id name }',
      }),
      erasure: 'kept',
    },
  ],
  examples: productExamples,
  mailChecks: productMailChecks,
  provenElsewhere: {
    confirmHolderChange: 'its link proves itself; test/rights proves it',
    refuseHolderChange: 'its link proves itself; test/rights proves it',
  },
  saidByCallers: {
    'TransferProductInput.organisationId': 'the receiving side; membership there is asked for',
  },
})
