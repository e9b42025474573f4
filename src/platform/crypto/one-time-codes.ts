import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { digestOf } from './sealed-text'

/** Codes of an authenticator application (RFC 6238): six digits, a new one every thirty seconds. */
const PERIOD = 30
const DIGITS = 6
/** How many steps a clock may be fast or slow. */
const WINDOW = 1

/** A new secret, as authenticator applications take it: 160 random bits in base 32. */
export function newOneTimeSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The URI in a QR code, from which an application takes the secret. */
export function oneTimeUri(secret: string, issuer: string, account: string): string {
  return totp(secret, { issuer, label: account }).toString()
}

/** The clock step of this code; null if it is not the code of a step that counts now. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const timestamp = now.getTime()
  const delta = totp(secret).validate({ token, timestamp, window: WINDOW })
  return delta === null ? null : TOTP.counter({ period: PERIOD, timestamp }) + delta
}

/** The code that an application shows at this moment. */
export function oneTimeCode(secret: string, now: Date): string {
  return totp(secret).generate({ timestamp: now.getTime() })
}

function totp(secret: string, named: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({
    ...named,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD,
  })
}

const HOW_MANY = 10
/** WHY these letters: people do not confuse them when they read a code aloud or type it from paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 4

/** Ten new codes of 79 random bits each: `k7qp-2mzh-w9ac-x4tn`. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: HOW_MANY }, () =>
    Array.from({ length: GROUPS }, () =>
      Array.from({ length: GROUP }, () => LETTERS.charAt(randomInt(LETTERS.length))).join(''),
    ).join('-'),
  )
}

/** The stored form of a code, independent of case, hyphens and spaces. WHY bound to the user: see `digestOf`. */
export function recoveryDigest(user: number, code: string): string {
  return digestOf(`recovery ${user} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
}

/** Whether this may be a recovery code; a code of an authenticator is not. */
export function looksLikeRecoveryCode(code: string): boolean {
  return code.replace(/[^A-Za-z0-9]/g, '').length === GROUPS * GROUP
}
