import { type Sentences } from '../user-error/user-error'

/** Why an order or a renewal is refused. */
export const orderReasons = {
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
  RENEWAL_OPEN: {
    en: 'A renewal of this product is not paid yet.',
    fr: 'Un renouvellement de ce produit n’est pas encore payé.',
    de: 'Eine Verlängerung dieses Produkts ist noch nicht bezahlt.',
    it: 'Un rinnovo di questo prodotto non è ancora pagato.',
  },
} as const satisfies Readonly<Record<string, Sentences>>
