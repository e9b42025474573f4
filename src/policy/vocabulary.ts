import { type PolicyErrorCode, type ReportPolicyError } from './parse/policy-error'
import { type YamlWord } from './parse/read-yaml'

/**
 * The words a policy may use: what the schema says of its types, without knowing how they are stored.
 * The query model fulfils it; policies are checked against it when they are loaded.
 */
export interface Vocabulary {
  readonly types: ReadonlyMap<string, TypeWords>
  /** The values `principal.role` may have, for checking literals; absent: any text is taken. */
  readonly roles?: readonly string[]
}

export interface TypeWords {
  readonly name: string
  /** How conditions name the row: `Invoice` → `invoice`, `BillingAddress` → `billingAddress`. */
  readonly variable: string
  /** Every field of the public schema but `id` and `access`, in schema order: each must be classified. */
  readonly fields: readonly FieldWords[]
  /** What conditions may compare: stored columns, public or not. `id` is one of them. */
  readonly attributes: ReadonlyMap<string, AttributeWords>
  /** Where conditions may go: to-one and to-many relations, public or not. */
  readonly relations: ReadonlyMap<string, RelationWords>
}

export interface FieldWords {
  readonly name: string
  readonly nullable: boolean
}

export interface AttributeWords {
  readonly name: string
  readonly type: 'int' | 'string' | 'bool' | 'date' | 'timestamp'
  readonly nullable: boolean
  /** The values of an enumeration, for checking literals. */
  readonly values?: readonly string[]
}

export interface RelationWords {
  readonly name: string
  readonly target: string
  readonly many: boolean
  readonly nullable: boolean
}

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
export function isGoodName(word: YamlWord, what: string, report: ReportPolicyError): boolean {
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
