import { type DemoFixture } from '../fixture'

/** Partners that were invited and do not, or not yet, manage anybody. */
export const invitedPartners: DemoFixture = {
  organisations: {
    nordlicht: {
      name: 'Nordlicht IT',
      legalName: 'Nordlicht IT AG',
      kind: 'COMPANY',
      address: ['Rorschacher Strasse 150', '9000', 'St. Gallen', 'CH'],
      currency: 'CHF',
      vatStatus: 'NOT_APPLICABLE',
      since: '2024-10-07',
    },
    quarz: {
      name: 'Quarz Informatik',
      legalName: 'Quarz Informatik AG',
      kind: 'COMPANY',
      address: ['Grabenstrasse 15', '7000', 'Chur', 'CH'],
      currency: 'CHF',
      vatStatus: 'NOT_APPLICABLE',
      since: '2024-12-02',
    },
    sentiero: {
      name: 'Sentiero Web',
      legalName: 'Sentiero Web Sagl',
      kind: 'COMPANY',
      address: ['Viale Stazione 8', '6500', 'Bellinzona', 'CH'],
      currency: 'CHF',
      vatStatus: 'NOT_APPLICABLE',
      since: '2025-01-13',
    },
    sommet: {
      name: 'Sommet Conseil',
      legalName: 'Sommet Conseil Sàrl',
      kind: 'COMPANY',
      address: ['Avenue de la Gare 30', '1950', 'Sion', 'CH'],
      currency: 'CHF',
      vatStatus: 'NOT_APPLICABLE',
      since: '2025-02-24',
    },
  },
  partners: {
    nordlicht: {
      displayName: 'Nordlicht IT',
      website: 'https://nordlicht-it.example',
      email: 'partner@nordlicht-it.example',
      level: 'Silver',
      rates: { WEB_HOSTING: 15_00, MAIL: 10_00 },
    },
    quarz: {
      displayName: 'Quarz Informatik',
      email: 'info@quarz.example',
      level: 'Bronze',
      rates: { WEB_HOSTING: 10_00 },
    },
    sentiero: {
      displayName: 'Sentiero Web',
      website: 'https://sentiero.example',
      email: 'info@sentiero.example',
      level: 'Bronze',
      rates: { WEB_HOSTING: 10_00 },
    },
    sommet: {
      displayName: 'Sommet Conseil',
      email: 'contact@sommet-conseil.example',
      level: 'Bronze',
      rates: { WEB_HOSTING: 10_00, DRIVE: 10_00 },
    },
  },
  users: {
    'jan-lindner': {
      name: 'Jan Lindner',
      email: 'jan@nordlicht-it.example',
      locale: 'de',
      since: '2024-10-07',
    },
    'gian-caduff': { name: 'Gian Caduff', email: 'gian@quarz.example', locale: 'de', since: '2024-12-02' },
    'alma-quadri': { name: 'Alma Quadri', email: 'alma@sentiero.example', locale: 'it', since: '2025-01-13' },
    'yannick-bonvin': {
      name: 'Yannick Bonvin',
      email: 'yannick@sommet-conseil.example',
      locale: 'fr',
      since: '2025-02-24',
    },
  },
  memberships: {
    'nordlicht-owner': { user: 'jan-lindner', organisation: 'nordlicht', role: 'OWNER', since: '2024-10-07' },
    'quarz-owner': { user: 'gian-caduff', organisation: 'quarz', role: 'OWNER', since: '2024-12-02' },
    'sentiero-owner': { user: 'alma-quadri', organisation: 'sentiero', role: 'OWNER', since: '2025-01-13' },
    'sommet-owner': { user: 'yannick-bonvin', organisation: 'sommet', role: 'OWNER', since: '2025-02-24' },
  },
}
