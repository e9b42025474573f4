import { type Letter, type WordTexts } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const membershipMails = {
  'member-changed': {
    cause: 'to people involved',
    facts: { organisation: 'text', role: 'word', accounting: 'word' },
    texts: {
      en: {
        subject: 'Your role in {organisation} has changed',
        text: 'Your role in {organisation} at {provider} has been changed.\n\nRole: {role}\nAccess to its invoices and payments: {accounting}\n\nThis applies from now on. If you do not know why, ask an owner or administrator of {organisation}.',
      },
      fr: {
        subject: 'Votre rôle dans {organisation} a changé',
        text: 'Votre rôle dans {organisation} chez {provider} a été modifié.\n\nRôle : {role}\nAccès à ses factures et paiements : {accounting}\n\nCela vaut dès maintenant. Si vous en ignorez la raison, adressez-vous à un propriétaire ou administrateur de {organisation}.',
      },
      de: {
        subject: 'Ihre Rolle für {organisation} hat sich geändert',
        text: 'Bei {provider} wurde Ihre Rolle für {organisation} geändert.\n\nRolle: {role}\nZugang zu Rechnungen und Zahlungen: {accounting}\n\nDas gilt ab sofort. Wenn Sie den Grund nicht kennen, wenden Sie sich an einen Eigentümer oder Administrator von {organisation}.',
      },
      it: {
        subject: 'Il Suo ruolo in {organisation} è cambiato',
        text: 'Il Suo ruolo in {organisation} presso {provider} è stato modificato.\n\nRuolo: {role}\nAccesso alle fatture e ai pagamenti: {accounting}\n\nVale da subito. Se non ne conosce il motivo, si rivolga a un proprietario o amministratore di {organisation}.',
      },
    },
  },
  'member-removed': {
    cause: 'to people involved',
    facts: { organisation: 'text' },
    texts: {
      en: {
        subject: 'You no longer belong to {organisation}',
        text: 'You no longer belong to {organisation} at {provider}. Your access, your API tokens for it and what you were granted there are void.',
      },
      fr: {
        subject: 'Vous ne faites plus partie de {organisation}',
        text: 'Vous ne faites plus partie de {organisation} chez {provider}. Votre accès, vos jetons d’API pour cette organisation et ce qui vous y avait été accordé sont sans effet.',
      },
      de: {
        subject: 'Sie gehören nicht mehr zu {organisation}',
        text: 'Sie gehören nicht mehr zu {organisation} bei {provider}. Ihr Zugang, Ihre API-Tokens dafür und was Ihnen dort gewährt war, gelten nicht mehr.',
      },
      it: {
        subject: 'Lei non fa più parte di {organisation}',
        text: 'Lei non fa più parte di {organisation} presso {provider}. Il Suo accesso, i Suoi token API per questa organizzazione e ciò che Le era stato concesso non sono più validi.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>

/** Words that are facts of mails. */
export const membershipWords = {
  OWNER: { en: 'owner', fr: 'propriétaire', de: 'Eigentümer', it: 'proprietario' },
  ADMINISTRATOR: { en: 'administrator', fr: 'administrateur', de: 'Administrator', it: 'amministratore' },
  COLLABORATOR: { en: 'collaborator', fr: 'collaborateur', de: 'Mitarbeiter', it: 'collaboratore' },
  EXTERNAL: { en: 'external user', fr: 'utilisateur externe', de: 'externer Benutzer', it: 'utente esterno' },
  YES: { en: 'yes', fr: 'oui', de: 'ja', it: 'sì' },
  NO: { en: 'no', fr: 'non', de: 'nein', it: 'no' },
} as const satisfies WordTexts
