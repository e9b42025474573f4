import '../../schema/declared'
import { reasons } from '../../schema/user-error/reason'
import { userErrorFor, type Sentences } from '../../schema/user-error/user-error'
import { locales } from '../../src/platform/mail/language'

const catalogue: readonly [string, Sentences][] = Object.entries(reasons())

const placesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

test.each(catalogue)('%s is said in every language, with the same facts', (_reason, sentences) => {
  expect(Object.keys(sentences).sort()).toEqual([...locales].sort())
  for (const locale of locales) {
    expect(sentences[locale]).toMatch(/^\S.*[.?!]$/)
    expect(placesIn(sentences[locale])).toEqual(placesIn(sentences.en))
  }
})

test.each(catalogue.map(([reason, sentences]) => [reason, sentences] as const))(
  '%s is said in different words in different languages',
  (_reason, sentences) => {
    expect(new Set(locales.map((locale) => sentences[locale])).size).toBe(locales.length)
  },
)

test('a fact that is missing is a mistake of ours, never a sentence with a hole', () => {
  const refused = { code: 'BAD_USER_INPUT', reason: 'TOO_LONG', field: 'name', facts: {} } as const
  expect(() => userErrorFor(refused, 'fr')).toThrow('most')
  expect(userErrorFor({ ...refused, facts: { most: 12 } }, 'fr-CH')).toMatchObject({
    message: 'Ceci peut compter au plus 12 caractères.',
    code: 'BAD_USER_INPUT',
    reason: 'TOO_LONG',
    field: 'name',
  })
})
