/** A scope of API tokens: what a token may be limited to. Data of `scopes.yaml`. */
export interface TokenScope {
  /** `invoices:read` */
  readonly name: string
  /** What it opens, for the person who makes a token. */
  readonly means: string
  /** Actions by type, `read` among them. */
  readonly covers: ReadonlyMap<string, readonly string[]>
  readonly path: string
  readonly line: number
}
