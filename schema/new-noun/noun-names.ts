/** A noun in every spelling that its files need. */
export interface NounNames {
  /** `support-ticket` */
  readonly kebab: string
  readonly kebabPlural: string
  /** `supportTicket` */
  readonly camel: string
  readonly camelPlural: string
  /** `SupportTicket` */
  readonly pascal: string
  readonly pascalPlural: string
  /** `support_tickets` */
  readonly snakePlural: string
  /** `openTicket` */
  readonly operation: string
  readonly operationKebab: string
  /** Of its migration: milliseconds, so that two people hardly choose the same one. */
  readonly number: number
}

interface Spelling {
  readonly plural?: string
  readonly operation?: string
}

/** @throws with a sentence that says what a good name looks like. */
export function namesOf(
  name: string,
  { plural, operation }: Spelling = {},
  now: number = Date.now(),
): NounNames {
  refuseBad(name, 'name')
  const kebabPlural = plural ?? pluralOf(name)
  refuseBad(kebabPlural, 'plural')
  if (kebabPlural === name) {
    throw new Error(
      `\`${name}\` is its own plural, and a list needs another name: say one with \`--plural\`.`,
    )
  }
  const first = operation ?? `open${pascalCase(name)}`
  if (!/^[a-z][a-zA-Z]*$/.test(first)) {
    throw new Error(`\`${first}\` cannot name a mutation: write a verb first, like \`openTicket\`.`)
  }
  return {
    kebab: name,
    kebabPlural,
    camel: camelCase(name),
    camelPlural: camelCase(kebabPlural),
    pascal: pascalCase(name),
    pascalPlural: pascalCase(kebabPlural),
    snakePlural: kebabPlural.replaceAll('-', '_'),
    operation: first,
    operationKebab: first.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    number: now,
  }
}

/** Words that mean something else in conditions, in the language or in the registry. */
const RESERVED = [
  ...['principal', 'now', 'row', 'this', 'access', 'node', 'noun', 'query', 'mutation', 'subscription'],
  ...[
    'class',
    'case',
    'default',
    'delete',
    'enum',
    'export',
    'function',
    'import',
    'interface',
    'new',
    'null',
  ],
  ...[
    'package',
    'return',
    'switch',
    'true',
    'false',
    'type',
    'typeof',
    'var',
    'void',
    'with',
    'in',
    'exists',
    'all',
  ],
]

function refuseBad(name: string, what: 'name' | 'plural'): void {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) {
    const near = name
      .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
      .replace(/^-|-$/g, '')
    const help = near === '' ? 'support-ticket' : near
    throw new Error(
      `\`${name}\` is no ${what}: write lower-case letters and single hyphens, like \`${help}\`.`,
    )
  }
  if (name.length > 32)
    throw new Error(`\`${name}\` is too long: the names of its indexes would be. At most 32 letters.`)
  if (RESERVED.includes(name))
    throw new Error(`\`${name}\` means something else already: choose another ${what}.`)
}

function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}

function camelCase(kebab: string): string {
  return kebab.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
}

function pascalCase(kebab: string): string {
  return camelCase(`-${kebab}`)
}
