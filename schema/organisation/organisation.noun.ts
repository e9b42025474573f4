import { noun } from '../noun'
import { type MutationExample } from '../noun-proofs'
import { own } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { BillingAddress, PaymentMeans, TermsAcceptance } from './organisation-details.entity'
import { Organisation } from './organisation.entity'
import { OrganisationResolver } from './organisation.resolver'
import { vatCheckJob } from './vat-check'
import { VatCheck } from './vat-check.entity'

const address = { street: 'Gasse 1', postalCode: '3000', city: 'Bern', country: 'CH' }

/** With what the contract tests try the mutations of Organisations. */
const organisationExamples: Readonly<Record<string, MutationExample>> = {
  updateOrganisation: {
    target: 'Organisation',
    field: 'organisationId',
    needs: [{ action: 'update' }],
    references: {
      'billingAddresses.id': {
        type: 'BillingAddress',
        put: (input, id) => {
          const said = { recipient: 'Nele Probe', address }
          return {
            ...input,
            termsAccepted: true,
            billingAddresses: [
              { ...said, label: 'Eine', isDefault: true },
              { ...said, label: 'Andere', isDefault: false, id },
            ],
          }
        },
      },
    },
    concerns: 'id',
    minimal: ({ id }) => ({ organisationId: `Organisation:${id}`, name: 'Ganz neu' }),
  },
}

/** Why a change of the details of an Organisation is refused. */
const organisationReasons = {
  TERMS_NOT_ACCEPTED: {
    en: 'Accept the terms and conditions to change the VAT number or a billing address.',
    fr: 'Acceptez les conditions générales pour modifier le numéro de TVA ou une adresse de facturation.',
    de: 'Akzeptieren Sie die Geschäftsbedingungen, um die USt-IdNr. oder eine Rechnungsadresse zu ändern.',
    it: 'Accetti le condizioni generali per modificare il numero IVA o un indirizzo di fatturazione.',
  },
  CURRENCY_IN_USE: {
    en: 'At the new address you would pay in {currency}, and products, open invoices or an account are in another currency. Write to us.',
    fr: 'À la nouvelle adresse vous paieriez en {currency}, or des produits, des factures ouvertes ou un compte sont dans une autre monnaie. Écrivez-nous.',
    de: 'An der neuen Adresse würden Sie in {currency} zahlen; Produkte, offene Rechnungen oder ein Konto lauten aber auf eine andere Währung. Schreiben Sie uns.',
    it: 'Al nuovo indirizzo pagherebbe in {currency}, ma prodotti, fatture aperte o un conto sono in un’altra valuta. Ci scriva.',
  },
  ONE_DEFAULT_ADDRESS: {
    en: 'Exactly one billing address must be the default.',
    fr: 'Une seule adresse de facturation, et une au moins, doit être celle par défaut.',
    de: 'Genau eine Rechnungsadresse muss die Standardadresse sein.',
    it: 'Esattamente un indirizzo di fatturazione deve essere quello predefinito.',
  },
  TOO_MANY_ADDRESSES: {
    en: 'At most {most} billing addresses are kept.',
    fr: 'Au plus {most} adresses de facturation sont conservées.',
    de: 'Es werden höchstens {most} Rechnungsadressen geführt.',
    it: 'Si conservano al massimo {most} indirizzi di fatturazione.',
  },
  SAME_ADDRESS_TWICE: {
    en: 'The same billing address is given twice.',
    fr: 'La même adresse de facturation est donnée deux fois.',
    de: 'Dieselbe Rechnungsadresse ist zweimal angegeben.',
    it: 'Lo stesso indirizzo di fatturazione è indicato due volte.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const organisation = noun({
  name: 'organisation',
  entities: [Organisation, BillingAddress, PaymentMeans, TermsAcceptance, VatCheck],
  resolvers: [OrganisationResolver],
  jobs: ({ dependencies, register }) =>
    register === undefined ? [] : [vatCheckJob({ dependencies, register })],
  reasons: organisationReasons,
  personReferences: [
    {
      at: 'terms_acceptances.user_id',
      exported: own('terms-accepted', 'organisation_id', 'version', 'accepted_at'),
      erasure: 'kept',
    },
  ],
  examples: organisationExamples,
  provenElsewhere: { createOrganisation: 'is for whoever is signed in; test/accounts proves it' },
  repeatable: ['createOrganisation'],
  saidByCallers: {
    'BillingAddressInput.id': 'says which of the own addresses is kept; others are not found',
    'CreateOrganisationInput.organisation': 'what the new Organisation is called; not an id',
    'UpdateOrganisationInput.organisationId': 'the target, decided by the policy',
  },
})
