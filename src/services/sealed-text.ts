import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Hides short texts that must be read again, such as the secret of a second factor. */
export interface Sealer {
  /**
   * @param owner whose it is: sealed for one, it cannot be opened for another.
   * @throws for an empty owner: what is sealed for nobody is everybody's.
   */
  seal(text: string, owner: string): string
  /** The text; undefined where it was sealed otherwise, for somebody else, or changed since. */
  open(sealed: string, owner: string): string | undefined
}

const VERSION = 's1'
const NONCE = 12
const TAG = 16

/**
 * Seals with AES-256-GCM under a key of its own, derived from the secret of the installation for this purpose.
 * @param secret read when it is first needed: most processes never seal anything.
 */
export function sealerFor(purpose: string, secret: () => Buffer): Sealer {
  let made: Buffer | undefined
  const key = (): Buffer => (made ??= Buffer.from(hkdfSync('sha256', secret(), '', purpose, 32)))
  return {
    seal: (text, owner) => {
      if (owner === '') throw new Error('A text is sealed for nobody')
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(owner))
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')}`
    },
    open: (sealed, owner) => {
      const [version, body = ''] = sealed.split('.')
      const bytes = Buffer.from(body, 'base64url')
      if (version !== VERSION || bytes.length <= NONCE + TAG) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, NONCE), {
        authTagLength: TAG,
      })
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString(
          'utf8',
        )
      } catch {
        return undefined
      }
    },
  }
}
