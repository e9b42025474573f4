import type { PolicyErrorCode, Report } from './policy-error'
import type { Word } from './yaml-shape'

const reserved: ReadonlySet<string> = new Set([
  ...[
    'principal',
    'now',
    'row',
    'true',
    'false',
    'null',
    'in',
    'all',
    'exists',
    'has',
    'everyone',
    'id',
    'read',
  ],
  // CASL takes it for every action.
  'manage',
  // Words CEL keeps for itself.
  ...[
    'as',
    'break',
    'const',
    'continue',
    'else',
    'for',
    'function',
    'if',
    'import',
    'let',
    'loop',
    'package',
  ],
  ...['namespace', 'return', 'var', 'void', 'while', 'prototype'],
])

/** Whether a word may name something of the author's own: a class, fact, definition, group or action. */
export function isGoodName(word: Word, what: string, report: Report): boolean {
  const refuse = (code: PolicyErrorCode, message: string): false => {
    report({ ...word.place, code, message })
    return false
  }
  if (!/^[a-z][A-Za-z0-9]*$/.test(word.text)) {
    return refuse('bad-name', `\`${word.text}\` cannot name ${what}; names are written like \`thisOne\`.`)
  }
  if (reserved.has(word.text)) {
    return refuse('reserved-name', `\`${word.text}\` already has a meaning; ${what} needs another name.`)
  }
  return true
}

/** `BillingAddress` → `billing-address`. */
export function kebabCase(type: string): string {
  return type.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}
