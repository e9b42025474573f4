import fc from 'fast-check'
import IntlMessageFormat from 'intl-messageformat'
import { reasons } from '../../schema/user-error/reason'
import { type Sentences } from '../../schema/user-error/user-error'
import { locales } from '../../src/platform/mail/language'
import { mailBook } from '../../schema/declared'
import { textsIn } from '../../src/platform/mail/texts'

const sample = {
  plain: '{name} of {other}',
  days: '{days, plural, =1 {one day} other {{days} days}}',
  sub: 'never {this}',
}
const say = textsIn({ en: sample, fr: { plain: '{name} de {other}' }, de: {}, it: {} })

test('a text is said in its language, with its facts', () => {
  expect(say('fr', 'plain', { name: 'A', other: 'B' })).toBe('A de B')
  expect(say('en', 'days', { days: 1 })).toBe('one day')
  expect(say('en', 'days', { days: 1200 })).toBe('1200 days')
})

test('what is missing is a mistake of ours: a text, a language, a fact', () => {
  expect(() => say('en', 'nowhere', {})).toThrow('There is no text `nowhere` in `en`.')
  expect(() => say('de', 'plain', { name: 'A', other: 'B' })).toThrow('There is no text `plain` in `de`.')
  expect(() => say('en', 'plain', { name: 'A' })).toThrow('other')
})

test('a fact is never read as a message, whatever it holds', () => {
  const nasty = fc.constantFrom(
    '{',
    '}',
    '{other}',
    '$t(sub)',
    '{{name}}',
    "'",
    '#',
    '<b>',
    '\\',
    '$1',
    '$&',
    'a',
    ',',
  )
  const word = fc.array(nasty, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(word, word, (name, other) => {
      expect(say('en', 'plain', { name, other })).toBe(`${name} of ${other}`)
    }),
  )
})

test.each([
  'lng',
  'ns',
  'count',
  'context',
  'defaultValue',
  'replace',
  'postProcess',
  'returnObjects',
  'facts',
])('a fact called `%s` is a fact, and no option of the library', (name) => {
  const one = textsIn({ en: { text: `Say {${name}}.` }, fr: {}, de: {}, it: {} })
  expect(one('en', 'text', { [name]: 'fr' })).toBe('Say fr.')
})

const written = locales.flatMap((locale) => [
  ...Object.entries(mailBook.letters).flatMap(([name, { texts }]) => [
    { key: `${name}/subject`, locale, text: texts[locale].subject },
    { key: `${name}/text`, locale, text: texts[locale].text },
  ]),
  ...Object.entries(reasons()).map(([key, sentences]: [string, Sentences]) => ({
    key,
    locale,
    text: sentences[locale],
  })),
])

test('every text is a message: it mentions the same facts in every language, and quotes nothing by accident', () => {
  const factsOf = new Map<string, readonly string[]>()
  for (const { key, locale, text } of written) {
    const facts = [
      ...mentioned(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst()),
    ].sort()
    expect({ key, locale, facts }).toEqual({ key, locale, facts: factsOf.get(key) ?? facts })
    factsOf.set(key, facts)
    // WHY: in a message a straight apostrophe before a brace makes text of a placeholder.
    expect({ key, locale, apostrophe: text.includes("'") }).toEqual({ key, locale, apostrophe: false })
  }
  expect(written.length).toBeGreaterThan(500)
})

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** A piece of text between placeholders. */
const LITERAL = 0

function mentioned(elements: Elements): ReadonlySet<string> {
  const names = new Set<string>()
  for (const element of elements) {
    const kind: number = element.type
    if ('value' in element && kind !== LITERAL) names.add(element.value)
    if ('options' in element)
      for (const { value } of Object.values(element.options))
        for (const name of mentioned(value)) names.add(name)
  }
  return names
}
