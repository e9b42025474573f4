import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const subProcessorMails = {
  'sub-processor-added': {
    cause: 'ours',
    facts: { person: 'text', name: 'text', purpose: 'text', country: 'ours', since: 'date', link: 'link' },
    texts: {
      en: {
        subject: 'New sub-processor: {name}',
        text: 'Hello {person}\n\n{name} may handle personal data for {provider} from {since} on.\n\nPurpose: {purpose}\nCountry: {country}\n\nSee all sub-processors:\n{link}',
      },
      fr: {
        subject: 'Nouveau sous-traitant : {name}',
        text: 'Bonjour {person}\n\n{name} peut traiter des données personnelles pour {provider} dès le {since}.\n\nBut : {purpose}\nPays : {country}\n\nVoir tous les sous-traitants :\n{link}',
      },
      de: {
        subject: 'Neuer Unterauftragsverarbeiter: {name}',
        text: 'Guten Tag {person}\n\n{name} darf ab {since} Personendaten für {provider} bearbeiten.\n\nZweck: {purpose}\nLand: {country}\n\nZu allen Unterauftragsverarbeitern:\n{link}',
      },
      it: {
        subject: 'Nuovo subincaricato: {name}',
        text: 'Buongiorno {person}\n\n{name} può trattare dati personali per {provider} dal {since}.\n\nScopo: {purpose}\nPaese: {country}\n\nVedere tutti i subincaricati:\n{link}',
      },
    },
  },
  'sub-processor-ended': {
    cause: 'ours',
    facts: { person: 'text', name: 'text', until: 'date', link: 'link' },
    texts: {
      en: {
        subject: '{name} is no longer a sub-processor',
        text: 'Hello {person}\n\n{name} no longer handles personal data for {provider}. Its last day is {until}.\n\nSee all sub-processors:\n{link}',
      },
      fr: {
        subject: '{name} n’est plus sous-traitant',
        text: 'Bonjour {person}\n\n{name} ne traite plus de données personnelles pour {provider}. Dernier jour : {until}.\n\nVoir tous les sous-traitants :\n{link}',
      },
      de: {
        subject: '{name} ist kein Unterauftragsverarbeiter mehr',
        text: 'Guten Tag {person}\n\n{name} bearbeitet keine Personendaten mehr für {provider}. Der letzte Tag ist der {until}.\n\nZu allen Unterauftragsverarbeitern:\n{link}',
      },
      it: {
        subject: '{name} non è più subincaricato',
        text: 'Buongiorno {person}\n\n{name} non tratta più dati personali per {provider}. L’ultimo giorno è il {until}.\n\nVedere tutti i subincaricati:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
