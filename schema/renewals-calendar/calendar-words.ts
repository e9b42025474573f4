import type { Locale } from '../../src/services/mail-templates/locale'

/** What a calendar says, in the language of who subscribes. `{product}` and `{provider}` stand for names. */
export const calendarWords: Readonly<Record<Locale, { readonly title: string; readonly due: string }>> = {
  en: { title: 'Renewals at {provider}', due: 'Renewal due: {product}' },
  fr: { title: 'Échéances chez {provider}', due: 'Échéance : {product}' },
  de: { title: 'Verlängerungen bei {provider}', due: 'Verlängerung fällig: {product}' },
  it: { title: 'Rinnovi presso {provider}', due: 'Rinnovo in scadenza: {product}' },
}
