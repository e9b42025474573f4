import { ChangeKind } from '../../schema/change/change-kind'
import { declarationOf } from '../../schema/change/read-changes'
import { mailBook, nouns } from '../../schema/declared'

test.each(Object.values(ChangeKind))('%s is declared by one noun', (kind) => {
  expect(nouns.filter(({ changes }) => changes?.[kind] !== undefined)).toHaveLength(1)
  expect(() => declarationOf(kind)).not.toThrow()
})

test('every mail of a change names its addressee and leads on', () => {
  const kinds = Object.values(ChangeKind).filter((kind) => declarationOf(kind).mail !== undefined)
  expect(kinds.length).toBeGreaterThan(12)
  const named = Object.entries(mailBook.letters).filter(([, { facts }]) => 'person' in facts)
  expect(named.length).toBeGreaterThan(kinds.length)
  expect(named.filter(([, { facts }]) => !('link' in facts)).map(([name]) => name)).toEqual([])
})
