import fc from 'fast-check'
import { mailBook } from '../../schema/declared'
import { localeOf, locales } from '../../src/platform/mail/language'
import {
  mailTemplates,
  oneLine,
  type MailProvider,
  withoutLinks,
} from '../../src/platform/mail/mail-templates'

const { letters, words } = mailBook
const template = mailTemplates(mailBook)
const invitation = {
  client: 'Lakeside Hotel',
  partner: 'Kontrast Webagentur',
  offer: 'FULL_PARTNER_PAYS',
  products: 7,
  expiresOn: '2026-12-24',
  link: 'https://hosting.example/invitation?token=abc',
} as const
const samples = {
  text: 'Lakeside Hotel',
  ours: '2026-000123',
  lines: 'On Monday.\n\nIt is mended.',
  link: 'https://hosting.example/x?token=abc',
  date: '2026-12-24',
  instant: '2026-11-26T09:30:00.000Z',
  count: 7,
  amount: { amount: 375_32, currency: 'CHF' },
  word: 'PARTNER_PAYS',
} as const

const names = Object.keys(letters)
const every = names.flatMap((name) => locales.map((locale) => [name, locale] as const))
const letterOf = (name: string) => {
  const letter = letters[name]
  if (letter === undefined) throw new Error(`There is no mail ${name}`)
  return letter
}
const formOf = (name: string): Readonly<Record<string, keyof typeof samples>> => letterOf(name).facts
const sampleOf = (name: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(formOf(name)).map(([fact, kind]) => [fact, samples[kind]]))
const write = (locale: (typeof locales)[number], name: string, data = sampleOf(name)) =>
  template(locale, name, data)

describe.each(every)('%s in %s', (name, locale) => {
  const { subject, text } = letterOf(name).texts[locale]

  it('tells every fact, and asks for no other', () => {
    const asked = new Set(Array.from(`${subject} ${text}`.matchAll(/\{(\w+)\}/g), ([, fact]) => fact))
    asked.delete('provider')
    expect([...asked].sort()).toEqual(Object.keys(formOf(name)).sort())
  })

  it('is written without a placeholder left', () => {
    const mail = write(locale, name)
    expect(mail.subject.length).toBeGreaterThan(10)
    expect(mail.text).toContain('Example Hosting')
    expect(`${mail.subject}${mail.text}`).not.toMatch(/[{}]|undefined|NaN|Invalid/)
  })

  it('is in words of its own', () => {
    const others = locales.filter((other) => other !== locale).map((other) => letterOf(name).texts[other])
    expect(others.map((other) => other.text)).not.toContain(text)
    expect(others.map((other) => other.subject)).not.toContain(subject)
  })

  it('refuses a fact that is missing, of another kind, or not asked for', () => {
    for (const fact of Object.keys(formOf(name))) {
      const { [fact]: _left, ...rest } = sampleOf(name)
      expect(() => write(locale, name, rest)).toThrow(TypeError)
      expect(() => write(locale, name, { ...rest, [fact]: [] })).toThrow(TypeError)
    }
    expect(() => write(locale, name, { ...sampleOf(name), unheard: '375.32' })).toThrow(
      'no place for `unheard`',
    )
  })
})

describe('amounts', () => {
  // Each of them is read as its addressee before it is written, and dunning goes to whom the invoice bills.
  const told = [
    ...[
      'cashback-credited',
      'cashback-reversed',
      'credit-note-issued',
      'dunning',
      'invoice-issued',
      'invoice-paid',
    ],
    ...['invoice-part-paid', 'order-placed-priced'],
  ]

  it('stand in a few only', () => {
    const withAmounts = names.filter((name) => Object.values(formOf(name)).includes('amount'))
    expect(withAmounts.sort()).toEqual(told)
  })

  it.each(every.filter(([name]) => !told.includes(name)))('are not in %s in %s', (name, locale) => {
    const mail = write(locale, name)
    expect(`${mail.subject} ${mail.text}`).not.toMatch(/CHF|EUR|€|\d[.,]\d\d\b/)
    const { subject, text } = letterOf(name).texts[locale]
    expect(subject + text).not.toMatch(/\d/)
  })

  it.each([
    ['fr', 'CHF'],
    ['en', 'CHF'],
    ['de', 'CHF'],
    ['it', 'CHF'],
  ] as const)('are written exactly in %s', (locale, currency) => {
    const data = {
      person: 'Ada Muster',
      link: 'https://hosting.example/x',
      organisation: 'Onde Bleue',
      number: 'INV-0000042',
      due: { amount: 1_234_05, currency },
      dueOn: '2026-10-31',
    }
    expect(template(locale, 'dunning', data).text.replace(/[^\d.,A-Z]/g, '')).toMatch(/1[.,]?234[.,]05/)
  })
})

describe('a mail', () => {
  it('says what it is about', () => {
    expect(template('en', 'invitation', invitation)).toEqual({
      subject: '“Lakeside Hotel” invites you as its Partner',
      text: [
        'Lakeside Hotel invites Kontrast Webagentur to manage the products of Lakeside Hotel at Example Hosting.',
        '',
        'Offered: full access; the Partner pays',
        'Products covered: 7',
        '',
        'Accept or refuse by 24 December 2026:',
        'https://hosting.example/invitation?token=abc',
        '',
        '-- ',
        'Example Hosting',
        '',
      ].join('\n'),
    })
    expect(
      template('de', 'payment-mode-changed', {
        client: 'Lakeside Hotel',
        partner: 'Kontrast',
        mode: 'PARTNER_PAYS',
        changedOn: '2026-08-01',
      }).text,
    ).toContain('der Partner zahlt')
  })

  it('comes from the provider of the settings', () => {
    const provider: MailProvider = {
      name: 'Alpine Net',
      sender: 'post@alpine.example',
      legal: ['Alpine Net AG', 'Chur'],
    }
    const { text } = mailTemplates(mailBook, provider)('it', 'invitation', invitation)
    expect(text).toContain('presso Alpine Net.')
    expect(text).toMatch(/\n-- \nAlpine Net\nAlpine Net AG\nChur\n$/)
    expect(text).not.toContain('Example Hosting')
  })

  it('has one line of subject and no line of strangers, whatever a name holds', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        '\r',
        '\n',
        '\r\nBcc: x@evil.example',
        '\u2028',
        '\u0085',
        '\0',
        '\u202e',
        '{link}',
        'a',
        ' ',
        'é',
        '😀',
      ),
      minLength: 1,
      maxLength: 40,
    })
    const plain = template('en', 'invitation', invitation).text.split(
      /\r?\n|[\u0085\u2028\u2029\v\f\r]/,
    ).length
    fc.assert(
      fc.property(nasty, (stranger) => {
        fc.pre(oneLine(stranger) !== '')
        const mail = template('en', 'invitation', { ...invitation, client: stranger })
        expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u)
        expect(Array.from(mail.subject).length).toBeLessThanOrEqual(250)
        expect(mail.text.split(/\r?\n|[\u0085\u2028\u2029\v\f\r]/)).toHaveLength(plain)
        if (!stranger.includes('{link}')) expect(mail.text.split(invitation.link)).toHaveLength(2)
      }),
    )
    const braces = template('en', 'invitation', { ...invitation, client: '{link} {partner}' })
    expect(braces.subject).toBe('“{link} {partner}” invites you as its Partner')
  })

  const HOSTILE = [
    'https://evil.example/login?x=1',
    'evil.example',
    'Urgent: verify at www.evil.example now',
    'evil。example',
    'evil．example/path',
    'mailto:pay@evil.example',
    'javascript:alert(1)',
    'http://10.0.0.1/x',
    'xn--e1aybc.example',
    'Lakeside\r\nBcc: x@evil.example',
    '\u202ehttps://elpmaxe.live\u202c evil.example',
    `${'very '.repeat(40)}long https://evil.example`,
    'Your account is closed” — “Example Hosting',
  ]

  it.each(names.flatMap((name) => HOSTILE.map((words) => [name, words] as const)))(
    'of %s links to nothing that a stranger wrote, and quotes it in its subject: %s',
    (name, words) => {
      const facts = Object.entries(formOf(name)).map(([fact, kind]) => [
        fact,
        kind === 'text' || kind === 'lines' ? words : samples[kind],
      ])
      for (const locale of locales) {
        const { subject, text } = write(locale, name, Object.fromEntries(facts))
        const ours = samples.link
        expect(`${subject}\n${text.replaceAll(ours, '')}`).not.toMatch(
          /:\/\/|mailto:|javascript:|\b(evil|www|live|elpmaxe)[.。．]|\d\.\d+\.\d|[\u202a-\u202e\u2066-\u2069]/iu,
        )
        expect(subject).not.toMatch(/[\r\n]/)
        const template = letterOf(name).texts[locale].subject
        for (const [, fact = ''] of template.matchAll(/\{(\w+)\}/g)) {
          const kind = formOf(name)[fact]
          if (kind !== 'text' && kind !== 'lines') continue
          const inQuotes = /[“«]([^“”«»]{1,62})[”»]/u
          expect(subject).toMatch(inQuotes)
        }
        // Nothing but our own words stands outside the quotes.
        const outside = subject.replace(/[“«][^“”«»]*[”»]/gu, '')
        expect(outside).not.toMatch(/evil|closed|very very|10\[|alert|elpmaxe/i)
      }
    },
  )

  it.each([
    ['Dr. Meier, 1.5 GB', 'Dr. Meier, 1.5 GB'],
    ['hotel.example', 'hotel[.]example'],
    ['1.2.3.4', '1[.]2[.]3[.]4'],
  ])('leaves what can be read as it is: %s', (given, reported) => {
    expect(withoutLinks(given)).toBe(reported)
  })

  it('of every kind says who makes it leave', () => {
    expect(names.filter((name) => letterOf(name).cause.length === 0)).toEqual([])
    expect(names.length).toBeGreaterThan(25)
  })

  it.each(['javascript:alert(1)', 'hosting.example', '', ' https://hosting.example', 'http://'])(
    'has no link to `%s`',
    (link) => {
      expect(() => template('en', 'invitation', { ...invitation, link })).toThrow(TypeError)
    },
  )

  it('has its words in every language', () => {
    for (const locale of locales) {
      const said = Object.values(words).map((word) => word[locale])
      expect(said.length).toBeGreaterThan(10)
      expect(new Set(said).size).toBe(said.length)
    }
  })
})

describe('the language of a mail', () => {
  it.each([
    ['de', 'de'],
    ['de-CH', 'de'],
    ['FR', 'fr'],
    ['it_IT', 'it'],
    ['en-US', 'en'],
    ['rm', 'en'],
    ['', 'en'],
  ])('for `%s` is %s', (chosen, locale) => {
    expect(localeOf(chosen)).toBe(locale)
  })
})
