import fc from 'fast-check'
import { foldText } from '../../src/platform/database/text-key'

describe('a folded text', () => {
  test.each([
    ['case', 'Lakeside HOTEL', 'lakeside hotel'],
    ['accents', 'Hôtel Élysée, Zürich', 'hotel elysee, zurich'],
    ['the other Unicode form', 'Ho\u0302tel', 'hotel'],
    ['a sharp s', 'Straße', 'strasse'],
    ['a dotted capital I', 'İstanbul', 'istanbul'],
    ['letters with strokes', 'Ørsted Łódź Þór', 'orsted lodz thor'],
    ['both sigmas', 'ΣΊΣΥΦΟΣ', foldText('Σίσυφος')],
    ['ligatures', 'ﬁn', 'fin'],
    ['soft hyphens and joiners', 'Lake\u00ADside\u200D', 'lakeside'],
    ['points of Hebrew', 'שָׁלוֹם', 'שלום'],
    ['spaces', 'a \u00A0\t b', 'a b'],
  ])('forgets %s', (_what, text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  test.each([
    ['Hindi', 'हिन्दी'],
    ['Thai', 'ภาษาไทย'],
    ['Japanese', 'がぎぐ'],
    ['Korean', '한국어'],
    ['Chinese', '中文'],
  ])('keeps the letters of %s', (_language, text) => {
    expect(foldText(text)).toBe(text.normalize('NFC'))
  })

  test('is one for both Unicode forms and for both cases, and folding it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldText(text)
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')))
        expect(foldText(folded)).toBe(folded)
        expect(folded).toBe(folded.normalize('NFC'))
      }),
      { numRuns: 3000 },
    )
  })
})
