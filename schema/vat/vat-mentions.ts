import type { Locale } from '../../src/services/mail-templates/locale'

/** Why an invoice charges no VAT, in the words the law wants. A setting may replace them. */
export interface VatMentions {
  readonly reverseCharge: string
  readonly outsideScope: string
}

export const vatMentions: { readonly [locale in Locale]: VatMentions } = {
  en: {
    reverseCharge: 'Reverse charge: VAT to be accounted for by the recipient, Art. 196 Directive 2006/112/EC',
    outsideScope: 'No VAT: the service is supplied where the recipient is established.',
  },
  fr: {
    reverseCharge: 'Autoliquidation : TVA due par le preneur, art. 196 de la directive 2006/112/CE',
    outsideScope: 'Sans TVA : la prestation est localisée au lieu du siège du destinataire.',
  },
  de: {
    reverseCharge: 'Steuerschuldnerschaft des Leistungsempfängers, Art. 196 der Richtlinie 2006/112/EG',
    outsideScope: 'Ohne MWST: Ort der Leistung ist der Sitz des Empfängers.',
  },
  it: {
    reverseCharge: 'Inversione contabile: IVA dovuta dal destinatario, art. 196 della direttiva 2006/112/CE',
    outsideScope: 'Senza IVA: la prestazione è localizzata presso la sede del destinatario.',
  },
}
