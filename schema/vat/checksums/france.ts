import { luhnHolds } from './digits'

const FRENCH_LETTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Two characters of key, then a SIREN, which has a check digit of its own (but in Monaco: it begins with 000). */
export function france(number: string): boolean {
  const key = number.slice(0, 2)
  const siren = number.slice(2)
  if (!siren.startsWith('000') && !luhnHolds(siren)) return false
  return /^\d\d$/.test(key) ? Number(`${siren}12`) % 97 === Number(key) : letteredKeyHolds(key, Number(siren))
}

function letteredKeyHolds(key: string, siren: number): boolean {
  const first = FRENCH_LETTERS.indexOf(key.charAt(0))
  const second = FRENCH_LETTERS.indexOf(key.charAt(1))
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
  return (siren + 1 + Math.floor(value / 11)) % 11 === value % 11
}
