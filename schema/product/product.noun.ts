import { productChanges } from './product.changes'
import { HOUR, noun } from '../noun'
import { type MailCheck, type MutationExample, type SentMail } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { HolderAndPayer1764000000200 } from './1764000000200-holder-and-payer'
import { HolderChange } from './holder-change.entity'
import { Product } from './product.entity'
import { productDemo } from './product.demo'
import { productMails, productWords } from './product.mails'
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
  withdrawHolderChange: onProduct('withdrawHolderChange', ({ id }) => ({ productId: `Product:${id}` })),
  offerPayer: onProduct('offerPayer', ({ id }) => ({ productId: `Product:${id}` })),
  answerPayerOffer: onProduct('answerPayerOffer', ({ id }) => ({ productId: `Product:${id}`, accept: true })),
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
  'holder-change-by-owner': namesOfProduct,
  'holder-change-answered': namesOfProduct,
  'payer-offered': namesOfProduct,
  'payer-offer-answered': namesOfProduct,
  // Sent to the Partner of a mandate: of the products that it pays itself.
  'still-your-renewals': ({ data, target, find }) => {
    const client = find('organisations', target['client_id'])
    return data['client'] === client?.['name'] ? [] : [`another client: ${JSON.stringify(data)}`]
  },
}

/** To people who see the product and its client: nothing but their names. */
function namesOfProduct({ data, target, find }: SentMail): readonly string[] {
  const client = find('organisations', target['organisation_id'])
  const right = data['product'] === target['name'] && data['client'] === client?.['name']
  return right ? [] : [`another product: ${JSON.stringify(data)}`]
}

/** Why a change of the rights over a product is refused. */
const productReasons = {
  ALREADY_INSTALLED_THERE: {
    en: 'The product is installed on this Organisation already.',
    fr: 'Le produit est déjà installé dans cette organisation.',
    de: 'Das Produkt ist bereits bei dieser Organisation installiert.',
    it: 'Il prodotto è già installato presso questa organizzazione.',
  },
  NO_HOLDER_CHANGE: {
    en: 'No change of holder of this product waits for an answer.',
    fr: 'Aucun changement de titulaire de ce produit n’attend de réponse.',
    de: 'Für dieses Produkt wartet kein Inhaberwechsel auf eine Antwort.',
    it: 'Nessun cambio di titolare di questo prodotto attende risposta.',
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
  migrations: [HolderAndPayer1764000000200],
  demo: productDemo,
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
  mailWords: productWords,
  personReferences: [
    {
      at: 'products.managed_by_id',
      exported: shared('products-managed', {
        type: 'Product',
        fields: 'name category status expiresOn organisation { id name }',
      }),
      erasure: 'kept',
    },
    {
      at: 'holder_changes.requested_by_id',
      exported: shared('holder-changes-asked', {
        type: 'Product',
        fields: 'name category status organisation { id name }',
        key: 'product_id',
      }),
      erasure: 'kept',
    },
  ],
  leastRows: [
    ['contacts', { id: 3, name: 'Lakeside', kind: 'COMPANY', email: '', organisation_id: 1 }],
    [
      'holder_changes',
      {
        id: 3,
        product_id: 1,
        new_holder_id: 3,
        token_hash: 'c'.repeat(64),
        requested_at: '2026-01-01 00:00:00.000',
        expires_at: '2026-01-03 00:00:00.000',
        organisation_id: 1,
        requested_in_id: 1,
        requested_by_id: 1,
        answerer: 'OWNER',
      },
    ],
  ],
  violations: [
    {
      rule: 'the holder or the owner answers a change of holder',
      constraint: 'answerer',
      statement: "UPDATE holder_changes SET answerer = 'SOMEBODY'",
    },
  ],
  storedTexts: {
    'holder_changes.new_holder_name': "Kept: somebody else's record",
    'holder_changes.answerer': 'No person in it',
  },
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
