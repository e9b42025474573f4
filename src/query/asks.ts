/** What a mutation asks of the policies before it does anything: an action on its target, and fields it must be able to read. */
export interface AsksExtension {
  readonly asks: {
    readonly type: string
    readonly action: string
    readonly reads: readonly string[]
  }
}

/**
 * Declared with a mutation, so that it is left out of the schema of those who can never do it:
 * `@Extensions(asks('Product', 'update', 'autoRenew'))`.
 */
export function asks(type: string, action: string, ...reads: readonly string[]): Record<string, unknown> {
  return { asks: { type, action, reads } } satisfies AsksExtension
}
