import { registerEnumType } from 'type-graphql'

/** What a visitor allows to be stored in the browser. */
export enum CookieChoice {
  NECESSARY = 'NECESSARY',
  ALL = 'ALL',
}

registerEnumType(CookieChoice, {
  name: 'CookieChoice',
  description: 'What may be stored in the browser.',
  valuesConfig: {
    NECESSARY: { description: 'Only what signing in and this choice need.' },
    ALL: { description: 'Also what makes the pages more comfortable.' },
  },
})
