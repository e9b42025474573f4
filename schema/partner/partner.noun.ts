import { noun } from '../noun'
import { type MutationExample } from '../noun-proofs'
import { type Sentences } from '../user-error/user-error'
import { PartnerEntries1764000000261 } from './1764000000261-partner-entries'
import { Partner, PartnerRate } from './partner.entity'
import { PartnerResolver } from './partner.resolver'

/** With what the contract tests try the mutations of Partners. */
const partnerExamples: Readonly<Record<string, MutationExample>> = {
  updatePartnerEntry: {
    target: 'Partner',
    field: 'partnerId',
    needs: [{ action: 'updateEntry' }],
    references: {
      publishedMemberIds: {
        type: 'Membership',
        put: (input, id, { row, world }) => {
          const own = world
            .rows('memberships')
            .find(({ organisation_id: organisation }) => organisation === row['id'])
          const right = own === undefined ? [] : [`Membership:${own['id']}`]
          return { ...input, publishedMemberIds: [...new Set([...right, id])] }
        },
      },
    },
    concerns: 'id',
    minimal: ({ id }) => ({ partnerId: `Partner:${id}`, description: 'We build shops.' }),
  },
}

/** Why a change of an entry in the directory is refused. */
const partnerReasons = {
  NOT_A_WEB_ADDRESS: {
    en: 'Give an address that begins with https:// and has at most 500 characters.',
    fr: 'Indiquez une adresse qui commence par https:// et compte au plus 500 caractères.',
    de: 'Geben Sie eine Adresse an, die mit https:// beginnt und höchstens 500 Zeichen hat.',
    it: 'Indichi un indirizzo che inizia con https:// e ha al massimo 500 caratteri.',
  },
  NOT_LANGUAGES: {
    en: 'Give at most 20 languages, each in two letters: `de`, `fr`.',
    fr: 'Indiquez au plus 20 langues, chacune en deux lettres : `fr`, `de`.',
    de: 'Geben Sie höchstens 20 Sprachen an, jede mit zwei Buchstaben: `de`, `fr`.',
    it: 'Indichi al massimo 20 lingue, ciascuna con due lettere: `it`, `de`.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const partner = noun({
  name: 'partner',
  entities: [Partner, PartnerRate],
  resolvers: [PartnerResolver],
  migrations: [PartnerEntries1764000000261],
  reasons: partnerReasons,
  examples: partnerExamples,
  readTexts: {
    'UpdatePartnerEntryInput.displayName': 'a name, by `lineOf`',
    'UpdatePartnerEntryInput.website': 'a name, by `lineOf`',
    'UpdatePartnerEntryInput.description': 'lines, by `linesOf`',
    'UpdatePartnerEntryInput.logoUrl': 'a name, by `lineOf`',
    'UpdatePartnerEntryInput.country': 'a closed list or a form of its own',
    'UpdatePartnerEntryInput.languages': 'a closed list or a form of its own',
    'UpdatePartnerEntryInput.contactEmail': 'an address, by `emailOf` or `canonicalAddress`',
    'UpdatePartnerEntryInput.contactPhone': 'a closed list or a form of its own',
  },
})
