import { randomInt } from 'node:crypto'
import { digestOf } from './secret-token'

const HOW_MANY = 10
/** WHY these: none is taken for another when it is read aloud or typed from paper. */
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

/** What is stored of a code, whatever its case, hyphens and spaces. WHY bound to the user: see `digestOf`. */
export function recoveryDigest(user: number, code: string): string {
  return digestOf(`recovery ${user} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
}

/** Whether it could be one at all; a code of an authenticator is not. */
export function looksLikeRecoveryCode(code: string): boolean {
  return code.replace(/[^A-Za-z0-9]/g, '').length === GROUPS * GROUP
}
