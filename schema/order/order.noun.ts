import { orderChanges } from './order.changes'
import { orderMails } from './order.mails'
import { HOUR, noun } from '../noun'
import { type MutationExample } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { OrderLine } from './order-line.entity'
import { Order } from './order.entity'
import { OrderResolver } from './order.resolver'
import { ageUnpaidPurchases, UNPAID_DAYS } from './unpaid-purchases'

/** With what the contract tests try the mutations of orders. */
const orderExamples: Readonly<Record<string, MutationExample>> = {
  placeOrder: {
    target: 'Organisation',
    field: 'organisationId',
    needs: [{ action: 'placeOrder' }],
    concerns: 'id',
    minimal: ({ id }) => ({
      organisationId: `Organisation:${id}`,
      lines: [{ category: 'MAIL', name: 'Probe', years: 1 }],
    }),
    other: (input) => ({ ...input, lines: [{ category: 'MAIL', name: 'Probe', years: 2 }] }),
  },
  cancelOrder: {
    target: 'Order',
    field: 'orderId',
    needs: [{ action: 'cancel' }],
    concerns: 'placed_for_id',
    minimal: ({ id }) => ({ orderId: `Order:${id}` }),
    other: (input) => ({ ...input, orderId: 'Order:999999' }),
  },
}

/** Why an order or a renewal is refused. */
const orderReasons = {
  LINES_OUT_OF_RANGE: {
    en: 'An order has between 1 and {most} lines.',
    fr: 'Une commande compte entre 1 et {most} lignes.',
    de: 'Eine Bestellung hat zwischen 1 und {most} Zeilen.',
    it: 'Un ordine ha tra 1 e {most} righe.',
  },
  YEARS_OUT_OF_RANGE: {
    en: 'A service is ordered for 1 to {most} years.',
    fr: 'Un service se commande pour 1 à {most} ans.',
    de: 'Ein Dienst wird für 1 bis {most} Jahre bestellt.',
    it: 'Un servizio si ordina per un periodo da 1 a {most} anni.',
  },
  NOT_A_DOMAIN: {
    en: 'This is no domain name.',
    fr: 'Ceci n’est pas un nom de domaine.',
    de: 'Das ist kein Domainname.',
    it: 'Questo non è un nome di dominio.',
  },
  NOT_SOLD: {
    en: 'This kind of service is not sold in {currency}, the currency of who pays.',
    fr: 'Ce type de service n’est pas vendu en {currency}, la monnaie de qui paie.',
    de: 'Diese Art Dienst wird in {currency}, der Währung des Zahlenden, nicht verkauft.',
    it: 'Questo tipo di servizio non è venduto in {currency}, la valuta di chi paga.',
  },
  PARTNER_RENEWAL_OPEN: {
    en: 'Your Partner has renewed this product and not paid yet. You can renew it at your own cost instead.',
    fr: 'Votre Partenaire a renouvelé ce produit sans l’avoir encore payé. Vous pouvez le renouveler à vos frais.',
    de: 'Ihr Partner hat dieses Produkt verlängert und noch nicht bezahlt. Sie können es stattdessen auf eigene Kosten verlängern.',
    it: 'Il Suo Partner ha rinnovato questo prodotto e non l’ha ancora pagato. Può rinnovarlo a Sue spese.',
  },
  ORDER_DELIVERED: {
    en: 'This order is delivered or withdrawn already.',
    fr: 'Cette commande est déjà livrée ou annulée.',
    de: 'Diese Bestellung ist bereits ausgeführt oder storniert.',
    it: 'Questo ordine è già eseguito o annullato.',
  },
  RENEWAL_OPEN: {
    en: 'A renewal of this product is not paid yet.',
    fr: 'Un renouvellement de ce produit n’est pas encore payé.',
    de: 'Eine Verlängerung dieses Produkts ist noch nicht bezahlt.',
    it: 'Un rinnovo di questo prodotto non è ancora pagato.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const order = noun({
  name: 'order',
  entities: [Order, OrderLine],
  resolvers: [OrderResolver],
  jobs: ({ dependencies, unpaid }) => [
    {
      name: 'unpaid-purchases',
      every: HOUR,
      means: 'Stops products whose purchase is not paid in time, and ends them later.',
      run: (now) => ageUnpaidPurchases(dependencies, { now, days: unpaid ?? UNPAID_DAYS }),
    },
  ],
  mails: orderMails,
  changes: orderChanges,
  reasons: orderReasons,
  personReferences: [
    {
      at: 'orders.placed_by_id',
      exported: shared('orders-placed', {
        type: 'Order',
        fields: 'kind status placedAt placedFor { id name }',
      }),
      erasure: 'kept',
    },
  ],
  examples: orderExamples,
  saidByCallers: {
    'PlaceOrderInput.organisationId': 'the target: what is ordered for, decided by the policy',
  },
})
