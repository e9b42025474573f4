import { type InvoiceStatus } from '../invoice.entity'

/** The languages that invoices are printed in. */
export const printLanguages = ['fr', 'en', 'de', 'it'] as const

export type PrintLanguage = (typeof printLanguages)[number]

interface InvoiceWords {
  /** IETF tag, for dates and amounts. */
  readonly tag: string
  readonly invoice: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly status: string
  readonly paidOn: string
  readonly client: string
  readonly vatNumber: string
  readonly sentTo: string
  readonly description: string
  readonly quantity: string
  readonly unitPrice: string
  readonly discount: string
  readonly lineNet: string
  readonly net: string
  readonly vat: string
  readonly gross: string
  readonly creditNotes: string
  readonly creditNote: string
  readonly creditedOn: string
  readonly reason: string
  readonly credited: string
  readonly page: string
  /** For how long a line is charged. */
  readonly years: (count: number) => string
  readonly renewal: (name: string) => string
  readonly statuses: { readonly [status in InvoiceStatus]: string }
}

export const invoiceWords: { readonly [language in PrintLanguage]: InvoiceWords } = {
  fr: {
    tag: 'fr-CH',
    invoice: 'Facture',
    issuedOn: 'Date de facture',
    dueOn: 'À payer jusqu’au',
    status: 'État',
    paidOn: 'Payée le',
    client: 'Services installés chez',
    vatNumber: 'N° TVA du client',
    sentTo: 'Adresse d’envoi',
    description: 'Désignation',
    quantity: 'Quantité',
    unitPrice: 'Prix unitaire',
    discount: 'Rabais',
    lineNet: 'Montant',
    net: 'Total hors TVA',
    vat: 'TVA',
    gross: 'Total TVA comprise',
    creditNotes: 'Notes de crédit',
    creditNote: 'Note de crédit',
    creditedOn: 'Date',
    reason: 'Motif',
    credited: 'Montant crédité',
    page: 'Page',
    years: (count) => (count === 1 ? '1 an' : `${count} ans`),
    renewal: (name) => `Renouvellement : ${name}`,
    statuses: {
      OPEN: 'À payer',
      OVERDUE: 'En retard de paiement',
      PAID: 'Payée',
      PARTIALLY_REFUNDED: 'Payée, créditée en partie',
      REFUNDED: 'Créditée entièrement',
      CANCELLED: 'Annulée par une note de crédit',
    },
  },
  en: {
    tag: 'en-GB',
    invoice: 'Invoice',
    issuedOn: 'Date of issue',
    dueOn: 'To be paid by',
    status: 'Status',
    paidOn: 'Paid on',
    client: 'Services installed at',
    vatNumber: 'Customer’s VAT number',
    sentTo: 'Sent to',
    description: 'Description',
    quantity: 'Quantity',
    unitPrice: 'Unit price',
    discount: 'Discount',
    lineNet: 'Amount',
    net: 'Total excluding VAT',
    vat: 'VAT',
    gross: 'Total including VAT',
    creditNotes: 'Credit notes',
    creditNote: 'Credit note',
    creditedOn: 'Date',
    reason: 'Reason',
    credited: 'Amount credited',
    page: 'Page',
    years: (count) => (count === 1 ? '1 year' : `${count} years`),
    renewal: (name) => `Renewal: ${name}`,
    statuses: {
      OPEN: 'To be paid',
      OVERDUE: 'Overdue',
      PAID: 'Paid',
      PARTIALLY_REFUNDED: 'Paid, credited in part',
      REFUNDED: 'Credited in full',
      CANCELLED: 'Cancelled by a credit note',
    },
  },
  de: {
    tag: 'de-CH',
    invoice: 'Rechnung',
    issuedOn: 'Rechnungsdatum',
    dueOn: 'Zahlbar bis',
    status: 'Stand',
    paidOn: 'Bezahlt am',
    client: 'Dienste installiert bei',
    vatNumber: 'MWST-Nummer des Kunden',
    sentTo: 'Versandadresse',
    description: 'Bezeichnung',
    quantity: 'Menge',
    unitPrice: 'Einzelpreis',
    discount: 'Rabatt',
    lineNet: 'Betrag',
    net: 'Total ohne MWST',
    vat: 'MWST',
    gross: 'Total inklusive MWST',
    creditNotes: 'Gutschriften',
    creditNote: 'Gutschrift',
    creditedOn: 'Datum',
    reason: 'Grund',
    credited: 'Gutgeschriebener Betrag',
    page: 'Seite',
    years: (count) => (count === 1 ? '1 Jahr' : `${count} Jahre`),
    renewal: (name) => `Verlängerung: ${name}`,
    statuses: {
      OPEN: 'Zahlbar',
      OVERDUE: 'Überfällig',
      PAID: 'Bezahlt',
      PARTIALLY_REFUNDED: 'Bezahlt, teilweise gutgeschrieben',
      REFUNDED: 'Ganz gutgeschrieben',
      CANCELLED: 'Durch eine Gutschrift aufgehoben',
    },
  },
  it: {
    tag: 'it-CH',
    invoice: 'Fattura',
    issuedOn: 'Data della fattura',
    dueOn: 'Da pagare entro il',
    status: 'Stato',
    paidOn: 'Pagata il',
    client: 'Servizi installati presso',
    vatNumber: 'Numero IVA del cliente',
    sentTo: 'Indirizzo di invio',
    description: 'Descrizione',
    quantity: 'Quantità',
    unitPrice: 'Prezzo unitario',
    discount: 'Sconto',
    lineNet: 'Importo',
    net: 'Totale senza IVA',
    vat: 'IVA',
    gross: 'Totale IVA inclusa',
    creditNotes: 'Note di credito',
    creditNote: 'Nota di credito',
    creditedOn: 'Data',
    reason: 'Motivo',
    credited: 'Importo accreditato',
    page: 'Pagina',
    years: (count) => (count === 1 ? '1 anno' : `${count} anni`),
    renewal: (name) => `Rinnovo: ${name}`,
    statuses: {
      OPEN: 'Da pagare',
      OVERDUE: 'Scaduta',
      PAID: 'Pagata',
      PARTIALLY_REFUNDED: 'Pagata, accreditata in parte',
      REFUNDED: 'Accreditata per intero',
      CANCELLED: 'Annullata da una nota di credito',
    },
  },
}
