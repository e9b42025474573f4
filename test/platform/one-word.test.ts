import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mailBook } from '../../schema/declared'
import { locales } from '../../src/platform/mail/language'

// docs/domain/words.md names each thing once in every language, and the words that nobody uses for it.

const root = join(__dirname, '../..')
const page = readFileSync(join(root, 'docs/domain/words.md'), 'utf8')
const never = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .flatMap((line) => (line.split('|').at(-2) ?? '').split(','))
  .map((entry) => entry.trim())
  .filter((entry) => entry !== '')
  .map((entry) => [entry.slice(0, 2), entry.slice(3)] as const)

/** Everything that people read in a language: mails, words in mails, pages. */
function textsIn(locale: (typeof locales)[number]): readonly string[] {
  const pages = JSON.parse(readFileSync(join(root, 'web/links/words.json'), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, string>>>
  >
  return [
    ...Object.values(mailBook.letters).flatMap(({ texts }) => [texts[locale].subject, texts[locale].text]),
    ...Object.values(mailBook.words).map((word) => word[locale]),
    ...Object.values(pages[locale] ?? {}),
  ]
}

test('the page names words that are not used, of known languages', () => {
  expect(never.length).toBeGreaterThan(8)
  expect(never.filter(([locale]) => !locales.some((one) => one === locale))).toEqual([])
})

test.each(never)('nothing in %s says “%s”', (language, word) => {
  const locale = locales.find((one) => one === language) ?? 'en'
  // A whole word: E-Mail is not Mail.
  const said = new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}])`, 'u')
  expect(textsIn(locale).filter((text) => said.test(text))).toEqual([])
})
