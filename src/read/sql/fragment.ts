import { type Slots, type SlotValue } from '../../policy/compile/class-policy'
import { type Slot } from '../../policy/condition'

export type Parameter = string | number | boolean | null | Slot

/** A piece of SQL with its parameters in order. Principal values stay named until the statement runs. */
export interface Fragment {
  readonly text: string
  readonly parameters: readonly Parameter[]
}

/** ``sql`a = ${parameter(1)} and ${other}` ``: only fragments can be interpolated, so no value becomes text. */
export function sql(strings: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  let text = strings[0] ?? ''
  const parameters: Parameter[] = []
  parts.forEach((part, index) => {
    text += part.text + (strings[index + 1] ?? '')
    parameters.push(...part.parameters)
  })
  return { text, parameters }
}

/** Text of our own making: identifiers and keywords, never a caller's. */
export function raw(text: string): Fragment {
  return { text, parameters: [] }
}

export function parameter(value: Parameter): Fragment {
  return { text: '?', parameters: [value] }
}

export function joined(parts: readonly Fragment[], separator: string): Fragment {
  return {
    text: parts.map((part) => part.text).join(separator),
    parameters: parts.flatMap((part) => part.parameters),
  }
}

/** Integers of our own (keys read from the database, page sizes) as text: cheaper than thousands of parameters. */
export function integers(values: readonly number[]): Fragment {
  for (const value of values) {
    if (!Number.isSafeInteger(value)) throw new Error('Not an integer')
  }
  return raw(values.join(','))
}

/** The slot of the clock, the only one that holds an instant. */
export const NOW = 'now'

/** Fills the principal's values in. A slot the principal lacks is NULL, which no comparison meets. */
export function parametersOf(fragment: Fragment, slots: Slots): readonly (string | number | null)[] {
  return fragment.parameters.map((value) => {
    if (typeof value === 'boolean') return Number(value)
    if (value === null || typeof value !== 'object') return value
    const filled = stored(slots.get(value.name) ?? null)
    return value.name === NOW && typeof filled === 'string' ? storedInstant(filled) : filled
  })
}

function stored(value: SlotValue): string | number | null {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value
  return typeof value === 'boolean' ? Number(value) : value.map(listed).join('')
}

/** A list is one text, each item in hexadecimal between brackets: no item can be taken for two, or for a part. */
function listed(item: string): string {
  return `<${Buffer.from(item).toString('hex').toUpperCase()}>`
}

/** Instants are stored as UTC text without `T` and `Z`. */
export function storedInstant(value: string): string {
  return value.replace('T', ' ').replace('Z', '')
}

/** An identifier of our own schema, quoted as MariaDB, MySQL and SQLite all read it. */
export function quoted(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) throw new Error('Not an identifier of the schema')
  return '`' + name + '`'
}
