import fc from 'fast-check'
import { checkVatNumber, euPrefix, normaliseVatNumber } from '../../schema/vat/check-vat-number'
import { checksums } from '../../schema/vat/checksums'
import { vatNumberSentence } from '../../schema/vat/vat-number.reasons'
import { locales } from '../../src/platform/mail/language'
import { publishedVatNumbers } from './published-vat-numbers'

const countryOf = (prefix: string) => (prefix === 'EL' ? 'GR' : prefix)
const check = (text: string, country = countryOf(text.slice(0, 2))) =>
  checkVatNumber(text, { kind: 'COMPANY', country })

describe('published VAT numbers', () => {
  it('are there for every country of the EU, and each has a rule', () => {
    const prefixes = Object.keys(publishedVatNumbers)
    expect(prefixes).toHaveLength(27)
    expect(prefixes.sort()).toEqual([...checksums.keys()].sort())
    for (const prefix of prefixes) expect(euPrefix(countryOf(prefix))).toBe(prefix)
  })

  const all = Object.entries(publishedVatNumbers).flatMap(([prefix, numbers]) =>
    numbers.split(' ').map((number) => [prefix + number] as const),
  )
  it.each(all)('%s can be one', (text) => {
    expect(check(text)).toEqual({
      ok: true,
      vatNumber: { prefix: text.slice(0, 2), number: text.slice(2), text },
    })
  })

  // WHY these are left out: another rule of the same country may hold by chance for the mistyped number.
  const oneRule = all.filter(([text]) => !/^(BG\d{10}|CZ\d{9}|NL.*)$/.test(text))
  it.each(oneRule)('%s with a mistyped digit is noticed', (text) => {
    // The last two digits of a Swedish number are outside of its rule.
    const ruled = text.startsWith('SE') ? text.slice(0, -2) : text
    const digits = Array.from(ruled).flatMap((character, at) => (/\d/.test(character) ? [at] : []))
    const mistyped = digits.flatMap((at) =>
      Array.from('0123456789')
        .filter((digit) => digit !== text[at])
        .map((digit) => text.slice(0, at) + digit + text.slice(at + 1)),
    )
    const unnoticed = mistyped.filter((wrong) => check(wrong).ok)
    // Rules of modulus 11 with a remainder of 10, or 97 and 89 apart, let few pass; none an eighth.
    expect(unnoticed.length).toBeLessThan(mistyped.length / 8)
  })
})

describe('a VAT number as people write it', () => {
  it.each([
    [' de 136.695.976 ', 'DE136695976'],
    ['de-136-695-976', 'DE136695976'],
    ['DE 136 695\u00a0976', 'DE136695976'],
    ['DE 136–695‑976', 'DE136695976'],
    ['ＤＥ１３６６９５９７６', 'DE136695976'],
    ['atu 1358 5627', 'ATU13585627'],
    ['BE 428.759.497', 'BE0428759497'],
    ['BE 0428.759.497', 'BE0428759497'],
    ['el 094259216', 'EL094259216'],
  ])('`%s` is %s', (written, text) => {
    const country = countryOf(text.slice(0, 2))
    expect(check(written, country)).toMatchObject({ ok: true, vatNumber: { text } })
  })

  it('is normalised once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const once = normaliseVatNumber(text)
        expect(normaliseVatNumber(once)).toBe(once)
        expect(once).not.toMatch(/[\s.-]/)
      }),
      { numRuns: 1_000 },
    )
  })

  it('never breaks the check, whatever is written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...checksums.keys()), fc.string({ maxLength: 14 }), (prefix, rest) => {
        const checked = check(prefix + rest)
        if (checked.ok) expect(checksums.get(prefix)?.form.test(checked.vatNumber.number)).toBe(true)
        else expect(checked.problem).toMatch(/^[A-Z_]+$/)
      }),
    )
  })
})

describe('what is no VAT number', () => {
  it.each([
    ['CHE-123.456.788 MWST', 'CH', 'SWISS_NUMBER'],
    ['CHE123456788', 'DE', 'SWISS_NUMBER'],
    ['GB 980 7806 84', 'GB', 'BRITISH_NUMBER'],
    ['GB980780684', 'FR', 'BRITISH_NUMBER'],
    ['XI980780684', 'IE', 'BRITISH_NUMBER'],
    ['DE136695976', 'CH', 'DOES_NOT_APPLY'],
    ['DE136695976', 'US', 'DOES_NOT_APPLY'],
    ['DE136695976', 'FR', 'OTHER_COUNTRY'],
    ['GR094259216', 'GR', 'GREECE_IS_EL'],
    ['EL094259216', 'CY', 'OTHER_COUNTRY'],
    ['136695976', 'DE', 'PREFIX_MISSING'],
    ['US136695976', 'DE', 'PREFIX_MISSING'],
    ['DE13669597', 'DE', 'WRONG_FORM'],
    ['DE1366959766', 'DE', 'WRONG_FORM'],
    ['DE13669597X', 'DE', 'WRONG_FORM'],
    ['DE136695978', 'DE', 'WRONG_CHECK_DIGIT'],
    ['SI00000000', 'SI', 'WRONG_FORM'],
    ['HU00000000', 'HU', 'WRONG_CHECK_DIGIT'],
    ['', 'DE', 'EMPTY'],
    [' . - ', 'DE', 'EMPTY'],
  ])('`%s` for a company in %s: %s', (text, country, problem) => {
    expect(check(text, country)).toEqual({ ok: false, problem })
  })

  it('includes every number for a private person', () => {
    expect(checkVatNumber('DE136695976', { kind: 'PRIVATE', country: 'DE' })).toEqual({
      ok: false,
      problem: 'NOT_FOR_PRIVATE_PERSONS',
    })
  })

  it('is said in every language, each problem in words of its own', () => {
    const problems = [
      'EMPTY',
      'SWISS_NUMBER',
      'BRITISH_NUMBER',
      'NOT_FOR_PRIVATE_PERSONS',
      'DOES_NOT_APPLY',
      'GREECE_IS_EL',
      'PREFIX_MISSING',
      'OTHER_COUNTRY',
      'WRONG_FORM',
      'WRONG_CHECK_DIGIT',
    ] as const
    const said = problems.flatMap((problem) => locales.map((locale) => vatNumberSentence(problem, locale)))
    expect(new Set(said).size).toBe(40)
    for (const sentence of said) expect(sentence).toMatch(/^\p{Lu}.{10,}\.$/u)
  })
})
