import fc from 'fast-check'
import { euPrefix } from '../../schema/vat/check-vat-number'
import { type Billed, type VatEvent, vatMentions, vatOn, vatStatusAfter } from '../../schema/vat/vat-rules'
import { vatRates } from '../../schema/world/reference-data'
import { locales } from '../../src/platform/mail/language'

const rates = vatRates.map(([country, rate, validFrom, validTo]) => ({ country, rate, validFrom, validTo }))
const mentions = vatMentions.en
const { reverseCharge, outsideScope } = mentions
const today = '2026-11-24'

const billed = (facts: Partial<Billed>): Billed => ({
  kind: 'COMPANY',
  country: 'CH',
  vatStatus: 'NOT_APPLICABLE',
  ...facts,
})

describe('the VAT of an invoice', () => {
  it.each([
    ['a Swiss company', billed({}), today, 810, null],
    ['a Swiss private person', billed({ kind: 'PRIVATE' }), today, 810, null],
    ['a Swiss company whose row says VALID', billed({ vatStatus: 'VALID' }), today, 810, null],
    ['a Swiss company before 2024', billed({}), '2023-12-31', 770, null],
    ['a Swiss company on the first day of 2024', billed({}), '2024-01-01', 810, null],
    ['a company in Liechtenstein', billed({ country: 'LI' }), today, 810, null],
    ['a French company, valid', billed({ country: 'FR', vatStatus: 'VALID' }), today, 0, reverseCharge],
    ['a French company, unverified', billed({ country: 'FR', vatStatus: 'UNVERIFIED' }), today, 2_000, null],
    ['a French company, invalid', billed({ country: 'FR', vatStatus: 'INVALID' }), today, 2_000, null],
    ['a French company without a number', billed({ country: 'FR' }), today, 2_000, null],
    ['a company in Monaco', billed({ country: 'MC' }), today, 2_000, null],
    ['a company in Monaco, valid', billed({ country: 'MC', vatStatus: 'VALID' }), today, 0, reverseCharge],
    [
      'an Italian association, valid',
      billed({ kind: 'ASSOCIATION', country: 'IT', vatStatus: 'VALID' }),
      today,
      0,
      reverseCharge,
    ],
    [
      'an Italian association without a number',
      billed({ kind: 'ASSOCIATION', country: 'IT' }),
      today,
      2_200,
      null,
    ],
    ['an Austrian private person', billed({ kind: 'PRIVATE', country: 'AT' }), today, 2_000, null],
    [
      'a private person whose row says VALID',
      billed({ kind: 'PRIVATE', country: 'AT', vatStatus: 'VALID' }),
      today,
      2_000,
      null,
    ],
    ['a Finnish private person', billed({ kind: 'PRIVATE', country: 'FI' }), today, 2_550, null],
    [
      'an Estonian company on the last day of the old rate',
      billed({ country: 'EE' }),
      '2025-06-30',
      2_200,
      null,
    ],
    ['an Estonian company on the first day of the new', billed({ country: 'EE' }), '2025-07-01', 2_400, null],
    ['a Greek company, valid', billed({ country: 'GR', vatStatus: 'VALID' }), today, 0, reverseCharge],
    ['a Greek company, unverified', billed({ country: 'GR', vatStatus: 'UNVERIFIED' }), today, 2_400, null],
    ['an American company', billed({ country: 'US' }), today, 0, outsideScope],
    [
      'a British company whose row says VALID',
      billed({ country: 'GB', vatStatus: 'VALID' }),
      today,
      0,
      outsideScope,
    ],
  ])('that bills %s', (_whom, whom, issuedOn, rate, mention) => {
    expect(vatOn({ billed: whom, issuedOn }, rates, mentions)).toEqual({ rate, mention })
  })

  it('is never guessed: a day without a rate of Switzerland or the EU is refused', () => {
    expect(() => vatOn({ billed: billed({}), issuedOn: '2017-12-31' }, rates, mentions)).toThrow(
      'No VAT rate for CH',
    )
    const french = billed({ country: 'FR' })
    expect(() => vatOn({ billed: french, issuedOn: '2020-01-01' }, rates, mentions)).toThrow(
      'No VAT rate for FR',
    )
    expect(() => vatOn({ billed: french, issuedOn: today }, [], mentions)).toThrow('No VAT rate for FR')
  })

  it('is nothing if and only if a mention says why', () => {
    const kind = fc.constantFrom('PRIVATE' as const, 'COMPANY' as const, 'ASSOCIATION' as const)
    const vatStatus = fc.constantFrom('NOT_APPLICABLE', 'UNVERIFIED', 'VALID', 'INVALID')
    const country = fc.constantFrom('CH', 'LI', 'FR', 'GR', 'DE', 'SK', 'US', 'GB', 'NO')
    fc.assert(
      fc.property(fc.record({ kind, vatStatus, country }), (whom) => {
        const vat = vatOn({ billed: whom, issuedOn: today }, rates, mentions)
        expect(vat.rate === 0).toBe(vat.mention !== null)
        const reversed =
          whom.vatStatus === 'VALID' && whom.kind !== 'PRIVATE' && euPrefix(whom.country) !== undefined
        expect(vat.mention === reverseCharge).toBe(reversed)
      }),
    )
  })

  it('has its mentions in every language', () => {
    const all = locales.flatMap((locale) => Object.values(vatMentions[locale]))
    expect(new Set(all).size).toBe(locales.length * 2)
    for (const locale of locales) expect(vatMentions[locale].reverseCharge).toContain('196')
  })

  it('has a rate today for every country of the EU', () => {
    const countries = [...new Set(rates.map((rate) => rate.country))].filter((each) => each !== 'CH')
    expect(countries).toHaveLength(27)
    for (const country of countries) {
      expect(euPrefix(country)).toBeDefined()
      expect(vatOn({ billed: billed({ country }), issuedOn: today }, rates, mentions).rate).toBeGreaterThan(0)
    }
  })
})

describe('the status of a VAT number', () => {
  it.each([
    ['NOT_APPLICABLE', 'GIVEN', 'UNVERIFIED'],
    ['UNVERIFIED', 'CONFIRMED', 'VALID'],
    ['UNVERIFIED', 'REFUSED', 'INVALID'],
    ['UNVERIFIED', 'UNREACHABLE', 'UNVERIFIED'],
    ['VALID', 'UNREACHABLE', 'UNVERIFIED'],
    ['VALID', 'REFUSED', 'INVALID'],
    ['VALID', 'GIVEN', 'UNVERIFIED'],
    ['INVALID', 'GIVEN', 'UNVERIFIED'],
    ['INVALID', 'UNREACHABLE', 'INVALID'],
    ['INVALID', 'CONFIRMED', 'VALID'],
    ['VALID', 'REMOVED', 'NOT_APPLICABLE'],
    ['NOT_APPLICABLE', 'CONFIRMED', 'NOT_APPLICABLE'],
    ['NOT_APPLICABLE', 'REFUSED', 'NOT_APPLICABLE'],
    ['NOT_APPLICABLE', 'UNREACHABLE', 'NOT_APPLICABLE'],
  ] as const)('%s, %s: %s', (status, event, after) => {
    expect(vatStatusAfter(status, event)).toBe(after)
  })

  it('is VALID only where the register spoke last, and confirmed', () => {
    const event = fc.constantFrom<VatEvent>('GIVEN', 'REMOVED', 'CONFIRMED', 'REFUSED', 'UNREACHABLE')
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), (history) => {
        const status = history.reduce<ReturnType<typeof vatStatusAfter>>(vatStatusAfter, 'NOT_APPLICABLE')
        if (status === 'VALID') expect(history.at(-1)).toBe('CONFIRMED')
        if (history.at(-1) === 'CONFIRMED') expect(['VALID', 'NOT_APPLICABLE']).toContain(status)
      }),
    )
  })
})
