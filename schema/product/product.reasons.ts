import { type Sentences } from '../user-error/user-error'

/** Why a change of the rights over a product is refused. */
export const productReasons = {
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
