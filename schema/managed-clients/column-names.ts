import { type Locale } from '../../src/platform/mail/language'
import { type CsvForm } from '../../src/platform/csv'

/** The columns of exports, as people read them. In English they have the names of the fields, which programs read. */
const columnNames = {
  bookedOn: { de: 'Buchungstag', fr: 'Comptabilisé le', it: 'Contabilizzato il' },
  creditedOn: { de: 'Gutgeschrieben am', fr: 'Crédité le', it: 'Accreditato il' },
  kind: { de: 'Art', fr: 'Type', it: 'Tipo' },
  status: { de: 'Status', fr: 'État', it: 'Stato' },
  client: { de: 'Kunde', fr: 'Client', it: 'Cliente' },
  clientName: { de: 'Name des Kunden', fr: 'Nom du client', it: 'Nome del cliente' },
  product: { de: 'Produkt', fr: 'Produit', it: 'Prodotto' },
  productName: { de: 'Name des Produkts', fr: 'Nom du produit', it: 'Nome del prodotto' },
  amount: { de: 'Betrag', fr: 'Montant', it: 'Importo' },
  currency: { de: 'Währung', fr: 'Monnaie', it: 'Valuta' },
  issuedOn: { de: 'Ausgestellt am', fr: 'Émise le', it: 'Emessa il' },
  number: { de: 'Nummer', fr: 'Numéro', it: 'Numero' },
  invoice: { de: 'Rechnung', fr: 'Facture', it: 'Fattura' },
  dueOn: { de: 'Zahlbar bis', fr: 'À payer jusqu’au', it: 'Da pagare entro' },
  paidOn: { de: 'Bezahlt am', fr: 'Payée le', it: 'Pagata il' },
  payer: { de: 'Zahlende Organisation', fr: 'Organisation qui paie', it: 'Organizzazione che paga' },
  payerName: { de: 'Name der zahlenden Organisation', fr: 'Nom de qui paie', it: 'Nome di chi paga' },
  description: { de: 'Bezeichnung', fr: 'Désignation', it: 'Descrizione' },
  net: { de: 'Ohne MWST', fr: 'Hors TVA', it: 'IVA esclusa' },
  vatRate: { de: 'MWST-Satz', fr: 'Taux de TVA', it: 'Aliquota IVA' },
  vat: { de: 'MWST', fr: 'TVA', it: 'IVA' },
  gross: { de: 'Mit MWST', fr: 'TVA comprise', it: 'IVA inclusa' },
  amountDue: { de: 'Noch zu zahlen', fr: 'Reste à payer', it: 'Ancora da pagare' },
  expiresOn: { de: 'Zu verlängern am', fr: 'À renouveler le', it: 'Da rinnovare il' },
  category: { de: 'Kategorie', fr: 'Catégorie', it: 'Categoria' },
  autoRenew: { de: 'Automatische Verlängerung', fr: 'Renouvellement automatique', it: 'Rinnovo automatico' },
  publicPrice: { de: 'Öffentlicher Preis', fr: 'Prix public', it: 'Prezzo pubblico' },
  resellerPrice: { de: 'Wiederverkaufspreis', fr: 'Prix revendeur', it: 'Prezzo rivenditore' },
} as const satisfies Readonly<Record<string, Readonly<Record<Exclude<Locale, 'en'>, string>>>>

export type ColumnKey = keyof typeof columnNames

export function headerIn(language: Locale, keys: readonly ColumnKey[]): readonly string[] {
  return keys.map((key) => (language === 'en' ? key : columnNames[key][language]))
}

/** The separators that can be chosen, as an address names them. */
export const separators = { comma: ',', semicolon: ';', tab: '\t' } as const

/** The decimal signs that can be chosen. */
export const decimalSigns = { point: '.', comma: ',' } as const

/**
 * How spreadsheets of a language and country read numbers and cells: `de` has a decimal comma and semicolons, `de-CH` a
 * point and semicolons, English a point and commas.
 * @param locale as the person chose it: `fr`, `de-CH`
 */
export function csvFormOf(locale: string): CsvForm {
  const tag = Intl.getCanonicalLocales(locale.replaceAll('_', '-')).at(0) ?? 'en'
  const sign = new Intl.NumberFormat(tag).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value
  return { separator: tag.startsWith('en') ? ',' : ';', decimal: sign === ',' ? ',' : '.' }
}
