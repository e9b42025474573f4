import { createHash, randomBytes } from 'node:crypto'

/** A new secret: 32 random bytes. Shown to its owner once and never stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token. WHY no salt: the token is random itself and cannot be guessed from its digest. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
