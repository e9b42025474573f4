import { ownerOf } from '../../src/auth/credentials'
import { sealerFor } from '../../src/platform/crypto/sealed-text'

const secret = Buffer.alloc(32, 1)
const sealer = sealerFor('texts', () => secret)

describe('a sealed text', () => {
  const sealed = sealer.seal('a secret', 'user 7')

  test('is read again by the one it was sealed for, and tells nothing of itself', () => {
    expect(sealer.open(sealed, 'user 7')).toBe('a secret')
    expect(sealed).toMatch(/^s1\.[\w-]+$/)
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('secret')
    // The same once more is another: nobody sees that two are alike.
    expect(sealer.seal('a secret', 'user 7')).not.toBe(sealed)
  })

  test.each([
    ['for somebody else', sealer, sealed, 'user 70'],
    ['for nobody', sealer, sealed, ''],
    ['for another purpose', sealerFor('second factors', () => secret), sealed, 'user 7'],
    ['under another secret', sealerFor('texts', () => Buffer.alloc(32, 2)), sealed, 'user 7'],
    ['of another kind', sealer, `s2${sealed.slice(2)}`, 'user 7'],
    ['cut off', sealer, sealed.slice(0, 20), 'user 7'],
    ['empty', sealer, '', 'user 7'],
    ['that was not sealed', sealer, 'a secret', 'user 7'],
  ])('is not read %s', (_how, by, text, owner) => {
    expect(by.open(text, owner)).toBeUndefined()
  })

  test('is not read with any of its bytes changed', () => {
    const bytes = Buffer.from(sealed.slice(3), 'base64url')
    for (const [index, byte] of bytes.entries()) {
      const other = Buffer.from(bytes)
      other[index] = byte ^ 1
      expect(sealer.open(`s1.${other.toString('base64url')}`, 'user 7')).toBeUndefined()
    }
  })
})

describe('nothing is sealed for nobody', () => {
  test('by a name that is empty', () => {
    expect(() => sealer.seal('a secret', '')).toThrow('nobody')
  })

  test.each([0, -1, Number.NaN, 1.5])('as the user %d, whom there cannot be', (user) => {
    expect(() => ownerOf(user)).toThrow('nobody')
  })
})
