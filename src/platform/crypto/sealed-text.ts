import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts short texts that must be read again, such as the secret of a second factor. */
export interface Sealer {
  /**
   * @param owner the owner of the text: a text sealed for one owner cannot be opened for another.
   * @throws for an empty owner, because anybody could then open the text.
   */
  seal(text: string, owner: string): string
  /** The text; undefined if it was sealed with another secret, for another owner, or changed since. */
  open(sealed: string, owner: string): string | undefined
}

const VERSION = 's1'
const NONCE = 12
const TAG = 16

/**
 * Seals with AES-256-GCM under a key of its own, derived from the secret of the installation for this purpose.
 * @param secret is called at the first use, because most processes never seal anything.
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

/** The two kinds of secrets that people make for their programs, recognised by their prefix. */
export const secretPrefixes = { apiToken: 'mdt_', applicationPassword: 'mdp_' } as const

/** How many characters of a secret are stored in the clear, to recognise it: the prefix and eight more. */
const SHOWN = 12

/** Letters and digits of 160 random bits, which nobody can guess. */
const BYTES = 20

/**
 * A new secret for a program. WHY only letters and digits: people type and paste it into calendars and spreadsheets.
 * WHY a prefix: whoever finds a leaked secret recognises it, and it is looked up only as its own kind.
 */
export function newPersonalSecret(kind: keyof typeof secretPrefixes): {
  readonly secret: string
  readonly shown: string
} {
  const secret = `${secretPrefixes[kind]}${randomBytes(BYTES).toString('hex')}`
  return { secret, shown: secret.slice(0, SHOWN) }
}

/** A new secret: 32 random bytes. Shown to its owner once and never stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The digest of a token, which is stored. WHY no salt: the token is random itself and cannot be guessed from its digest. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
