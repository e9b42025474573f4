import { noun } from '../noun'
import { type MutationExample } from '../noun-proofs'
import { type Sentences } from '../user-error/user-error'
import { Movement, PrepaidAccount } from './prepaid-account.entity'
import { PrepaidAccountResolver } from './prepaid-account.resolver'

/** The inputs with which the contract tests try the mutations of prepaid accounts. */
const prepaidAccountExamples: Readonly<Record<string, MutationExample>> = {
  withdrawPrepaid: {
    target: 'PrepaidAccount',
    field: 'accountId',
    needs: [{ action: 'withdraw' }],
    concerns: 'organisation_id',
    minimal: ({ id }) => ({ accountId: `PrepaidAccount:${id}`, amount: '1.00' }),
    other: (input) => ({ ...input, amount: '2.00' }),
  },
}

/** The reasons why a movement is refused. */
const prepaidAccountReasons = {
  INSUFFICIENT_BALANCE: {
    en: 'The prepaid account holds {balance}; {amount} is needed.',
    fr: 'Le compte prépayé contient {balance} ; il faut {amount}.',
    de: 'Auf dem Guthabenkonto sind {balance}; nötig sind {amount}.',
    it: 'Sul conto prepagato ci sono {balance}; servono {amount}.',
  },
  OTHER_CURRENCY: {
    en: 'The prepaid account is kept in {currency}.',
    fr: 'Le compte prépayé est tenu en {currency}.',
    de: 'Das Guthabenkonto wird in {currency} geführt.',
    it: 'Il conto prepagato è tenuto in {currency}.',
  },
  NOT_AN_AMOUNT: {
    en: 'Give an amount above zero with at most two decimals, such as 12.50.',
    fr: 'Indiquez un montant supérieur à zéro avec au plus deux décimales, par exemple 12.50.',
    de: 'Geben Sie einen Betrag über null mit höchstens zwei Nachkommastellen an, etwa 12.50.',
    it: 'Indichi un importo superiore a zero con al massimo due decimali, per esempio 12.50.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const prepaidAccount = noun({
  name: 'prepaid-account',
  entities: [PrepaidAccount, Movement],
  resolvers: [PrepaidAccountResolver],
  reasons: prepaidAccountReasons,
  examples: prepaidAccountExamples,
})
