import type { GraphQLResolveInfo } from 'graphql'
import { GraphQLEnumType, GraphQLError } from 'graphql'

/** How withheld cells are told: silently null, null with an error each, or the operation fails. */
export type AccessMode = 'redact' | 'report' | 'reject'

export interface Redaction {
  /** The schema coordinate, `Invoice.net`. */
  readonly coordinate: string
  /** How many cells were withheld. */
  readonly count: number
  /** Why, without a word on the row: never for this role, or not for every row. */
  readonly reason: RedactionReason
}

const reasons = {
  NOT_FOR_YOUR_ROLE: 'Nobody with your role reads this field of anything.',
  NOT_FOR_THIS_ROW: 'You read this field of other objects, and not of this one.',
} as const

export type RedactionReason = keyof typeof reasons

/** The same words in the schema, for clients that generate their types from it: no field has this type. */
export const redactionReason = new GraphQLEnumType({
  name: 'RedactionReason',
  description: 'Why cells are withheld: `reason` in `extensions.access.redacted`.',
  values: Object.fromEntries(Object.entries(reasons).map(([name, description]) => [name, { description }])),
})

/** Counts what one operation withholds. */
export class Redactions {
  private readonly counts = new Map<string, { count: number; reason: RedactionReason }>()

  constructor(private readonly mode: AccessMode) {}

  /** @throws FIELD_FORBIDDEN, for this path or for the operation, where the caller wants to hear of it. */
  withhold(info: GraphQLResolveInfo, reason: RedactionReason): null {
    const coordinate = `${info.parentType.name}.${info.fieldName}`
    const known = this.counts.get(coordinate)
    this.counts.set(coordinate, { count: (known?.count ?? 0) + 1, reason })
    if (this.mode === 'redact') return null
    throw new GraphQLError(`\`${coordinate}\` may not be read here.`, {
      extensions: { code: 'FIELD_FORBIDDEN' },
    })
  }

  get rejected(): boolean {
    return this.mode === 'reject' && this.counts.size > 0
  }

  list(): readonly Redaction[] {
    return [...this.counts]
      .map(([coordinate, { count, reason }]) => ({ coordinate, count, reason }))
      .sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1))
  }
}
