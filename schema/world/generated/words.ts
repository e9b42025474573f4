type Words = readonly [string, ...string[]]

/** Invented names are put together from these. */
export const firstNames: Words = [
  'Anna',
  'Beat',
  'Chantal',
  'Dario',
  'Emma',
  'Fabio',
  'Gisela',
  'Hugo',
  'Irène',
  'Jakob',
  'Katja',
  'Léo',
  'Marta',
  'Nils',
  'Olivia',
  'Pascal',
  'Renata',
  'Silvan',
  'Thérèse',
  'Ueli',
  'Vera',
  'Yann',
]
export const lastNames: Words = [
  'Ammann',
  'Bianchi',
  'Chappuis',
  'Dubois',
  'Egger',
  'Fischer',
  'Graf',
  'Hess',
  'Imhof',
  'Jaquet',
  'Kunz',
  'Lüthi',
  'Martin',
  'Nef',
  'Oberli',
  'Pfister',
  'Rey',
  'Sieber',
  'Thommen',
  'Vuille',
  'Wenger',
  'Zbinden',
  "D'Angelo",
]
export const firmNames: Words = [
  'Aare',
  'Bellevue',
  'Corvatsch',
  'Dorfplatz',
  'Eichwald',
  'Fontana',
  'Gotthard',
  'Helvia',
  'Inn',
  'Juralys',
  'Kastanie',
  'Lindenhof',
  'Mistral',
  'Nova',
  'Orbe',
  'Piz',
  'Quai',
  'Rosengarten',
  'Säntis',
  'Terra',
  'Uferlos',
  'Vallon',
]
export const trades: Words = [
  'Architektur',
  'Bäckerei',
  'Consulting',
  'Design',
  'Elektro',
  'Finance',
  'Garten',
  'Hotel',
  'Immobilien',
  'Logistik',
  'Médias',
  'Optik',
  'Physio',
  'Sport',
  'Textil',
  'Treuhand',
  'Velo',
  'Vini',
]
export const streets: Words = [
  'Bahnhofstrasse',
  'Rue du Lac',
  'Via Cantonale',
  'Hauptstrasse',
  'Rue de la Gare',
  'Schulweg',
  'Avenue Centrale',
  'Via Stazione',
]

/** Country, cities with postal codes, legal form of a company, locale. */
export interface Land {
  readonly country: string
  readonly cities: readonly [readonly [string, string], ...(readonly [string, string])[]]
  readonly form: string
  readonly locale: string
  readonly vatPrefix: string
}

export const switzerland: Land = {
  country: 'CH',
  cities: [
    ['3000', 'Bern'],
    ['8000', 'Zürich'],
    ['1200', 'Genève'],
    ['4000', 'Basel'],
    ['6900', 'Lugano'],
    ['1000', 'Lausanne'],
  ],
  form: 'AG',
  locale: 'de',
  vatPrefix: 'CHE-',
}

export const euro: readonly [Land, ...Land[]] = [
  {
    country: 'FR',
    cities: [
      ['69001', 'Lyon'],
      ['74000', 'Annecy'],
    ],
    form: 'SARL',
    locale: 'fr',
    vatPrefix: 'FR',
  },
  {
    country: 'DE',
    cities: [
      ['79098', 'Freiburg'],
      ['80331', 'München'],
    ],
    form: 'GmbH',
    locale: 'de',
    vatPrefix: 'DE',
  },
  {
    country: 'AT',
    cities: [
      ['6850', 'Dornbirn'],
      ['1010', 'Wien'],
    ],
    form: 'GmbH',
    locale: 'de',
    vatPrefix: 'ATU',
  },
  {
    country: 'IT',
    cities: [
      ['22100', 'Como'],
      ['20121', 'Milano'],
    ],
    form: 'Srl',
    locale: 'it',
    vatPrefix: 'IT',
  },
]
